#!/usr/bin/python3
"""A real SMTP server on loopback for the mail tests (aiosmtpd, Debian: python3-aiosmtpd).

smtp_server.py [--port N] [--port-file FILE] [--tls CERTIFICATE KEY] [--auth USER PASSWORD]
               [--refuse N CODE] FOLDER

Keeps each message it accepted as FOLDER/0001.eml, 0002.eml, ... with the envelope in X-Envelope- headers.
--tls offers STARTTLS and, with --auth, demands it before AUTH. --refuse answers the first N messages with
CODE ("451 try again") after DATA.
"""
import argparse
import asyncio
import os
import signal
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    """Writes what arrives into a folder."""

    def __init__(self, folder, refuse):
        self.folder = folder
        self.count = 0
        self.refuse, self.refusal = (int(refuse[0]), refuse[1]) if refuse else (0, "")

    async def handle_DATA(self, server, session, envelope):
        if self.refuse > 0:
            self.refuse -= 1
            return self.refusal
        self.count += 1
        path = os.path.join(self.folder, "%04d.eml" % self.count)
        with open(path + ".new", "wb") as file:
            file.write(b"X-Envelope-From: %s\r\n" % envelope.mail_from.encode())
            for recipient in envelope.rcpt_tos:
                file.write(b"X-Envelope-To: %s\r\n" % recipient.encode())
            file.write(b"X-Envelope-TLS: %s\r\n" % (b"yes" if session.ssl else b"no"))
            login = session.auth_data.decode() if session.auth_data else "none"
            file.write(b"X-Envelope-Login: %s\r\n" % login.encode())
            file.write(envelope.original_content or envelope.content)
        os.rename(path + ".new", path)
        return "250 kept"


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        good = data.login == user.encode() and data.password == password.encode()
        return AuthResult(success=good, auth_data=data.login if good else None)
    return check


def tls_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def announce(path, port):
    print(port, flush=True)
    if path:
        with open(path + ".new", "w") as file:
            file.write("%d\n" % port)
        os.rename(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--port-file")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--auth", nargs=2, metavar=("USER", "PASSWORD"))
    parser.add_argument("--refuse", nargs=2, metavar=("N", "CODE"))
    parser.add_argument("folder")
    choice = parser.parse_args()

    options = {"decode_data": False, "enable_SMTPUTF8": True}
    if choice.tls:
        options["tls_context"] = tls_context(*choice.tls)
    if choice.auth:
        options.update(authenticator=authenticator(*choice.auth), auth_required=True,
                       auth_require_tls=choice.tls is not None)
    os.makedirs(choice.folder, exist_ok=True)
    keeper = Keeper(choice.folder, choice.refuse)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    server = loop.run_until_complete(loop.create_server(
        lambda: SMTP(keeper, loop=loop, **options), "127.0.0.1", choice.port))
    announce(choice.port_file, server.sockets[0].getsockname()[1])
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, loop.stop)
    loop.run_forever()


if __name__ == "__main__":
    main()
