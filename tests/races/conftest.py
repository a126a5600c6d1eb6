from django.core.servers.basehttp import WSGIServer

# Fifty buyers knock at the same moment; the test server's own queue of ten would turn some away unheard.
WSGIServer.request_queue_size = 256
