"""A mail server that writes down what it accepts, before it says so.

Arguments: the file of what was accepted, how long it thinks before it answers (seconds), and for TLS the files of a
certificate and its key. What the name of a recipient begins with decides what happens to the message:
refuse: 554 to the recipient; gone: 550 5.1.1 to the recipient; defer: 451 to the first attempt; drop: accepted, and the
connection is broken in place of an answer.
"""

import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

ACCEPTED, THINKS = sys.argv[1], float(sys.argv[2])
PAIR = sys.argv[3:5]


class Desk:
    def __init__(self) -> None:
        self.deferred: set[str] = set()

    async def handle_RCPT(self, server, session: Session, envelope: Envelope, address: str, options) -> str:
        if address.startswith("refuse"):
            return "554 5.7.1 this server takes nothing for it"
        if address.startswith("gone"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session: Session, envelope: Envelope) -> str:
        recipient = envelope.rcpt_tos[0]
        text = envelope.content.decode()
        head = text.split("\r\n\r\n")[0].split("\r\n")
        message_id = next(line[12:] for line in head if line.lower().startswith("message-id: "))
        if recipient.startswith("defer") and message_id not in self.deferred:
            self.deferred.add(message_id)
            return "451 4.3.0 come back later"
        said = {"id": message_id, "from": envelope.mail_from, "to": recipient, "text": text,
                "user": session.auth_data.login.decode() if session.auth_data else None}
        with open(ACCEPTED, "a", encoding="utf-8") as file:
            file.write(json.dumps(said) + "\n")
            file.flush()
            os.fsync(file.fileno())
        await asyncio.sleep(THINKS)
        if recipient.startswith("drop"):
            server.transport.abort()
        return "250 OK"


def knows(server, session, envelope, mechanism, data) -> AuthResult:
    return AuthResult(success=data.password == b"s3cret, \xc3\xa9t\xc3\xa9", auth_data=data)


async def main() -> None:
    desk, tls = Desk(), None
    if PAIR:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*PAIR)
    make = lambda: SMTP(desk, hostname="sink", enable_SMTPUTF8=True, authenticator=knows,
                        auth_required=bool(PAIR), auth_require_tls=False)
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
