"""What is kept and how: the only home of SQLAlchemy, Alembic and encryption at rest."""
