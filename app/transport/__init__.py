"""What stands between the network and the handlers: bounds on all that a connection may do.

``gate``: which requests are let in. ``websocket``, ``engine``: python-engineio made bounded, for
both of its transports. ``connections``, ``rate``: how often and how much each of them may ask.
"""
