"""How an invitation reaches a young person: GOV.UK Notify, SMTP, a printed letter, the demo's outbox."""
