"""Gunicorn for the pages: a few processes of a few threads, behind nginx on a local socket."""

wsgi_app = "viewpoint.web.app:from_environ()"
bind = "unix:/run/viewpoint/web.sock"
umask = 0o007  # nginx's user joins the group viewpoint
worker_class = "gthread"
workers = 2  # one for each core
threads = 4
timeout = 30
control_socket_disable = True  # systemd steers it
graceful_timeout = 30  # a page that is being sent is finished before a worker goes
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats in memory: a slow disk must not look like a dead worker
accesslog = None  # nginx would log links, and so would this; the app logs each request by its id
