"""The web application: public look-up and verification over HTTP, and the host of everything else that is served."""
