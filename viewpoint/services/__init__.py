"""What people can do, one module per verb; transactions open here and the permission table is asked here."""
