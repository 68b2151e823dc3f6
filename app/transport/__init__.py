"""What stands between the network and the handlers: bounds on all that a connection may do.

``gate``: which requests are let in. ``websocket``, ``engine``: python-engineio made bounded, for
both of its transports. ``rate``: how often a connection may ask.
"""
