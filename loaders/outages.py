"""Why a service gave nothing usable: what the screen says of it, and what to do. A word on each in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outage:
    """Why a service gave nothing usable, told in Dutch: what it is, and what to do. `{host}` is the service.

    `silent`: it did not answer at all, so asking it for other tables makes little sense.
    """

    what: str
    remedy: str
    silent: bool = True


NO_CONNECTION = Outage(
    "er is geen verbinding met {host}.",
    "Controleer de internetverbinding of vraag uw beheerder of de firewall {host} doorlaat.",
)
BROKEN_OFF = Outage(
    "de verbinding met {host} brak af.",
    "Probeer het later opnieuw of vraag uw beheerder of de firewall {host} doorlaat.",
)
NO_ANSWER = Outage(
    "{host} gaf te lang geen antwoord.",
    "Probeer het later opnieuw of laat een beheerder langer wachten instellen (EIGENWIJZER_SILENCE).",
)
FAILING = Outage("{host} heeft een storing.", "Probeer het later opnieuw.", silent=False)
TOO_MANY_REQUESTS = Outage(
    "{host} krijgt nu te veel vragen.", "Wacht een kwartier en probeer het dan opnieuw.", silent=False
)
UNTRUSTED = Outage(
    "deze computer vertrouwt het certificaat van {host} niet.",
    "Vraag uw beheerder om het certificaat van uw organisatie en zet de plaats van dat bestand in "
    "REQUESTS_CA_BUNDLE (zie de README).",
)
OTHER_NAME = Outage(
    "het certificaat van {host} staat op een andere naam.",
    "Vraag uw beheerder of een proxy, firewall of inlogpagina {host} tegenhoudt.",
)
OUT_OF_DATE = Outage(
    "het certificaat van {host} is verlopen of nog niet geldig.",
    "Kijk de klok van deze computer na of vraag uw beheerder naar het certificaat van de firewall.",
)
NO_BUNDLE = Outage(
    "het bestand met certificaten uit REQUESTS_CA_BUNDLE is er niet of is niet te lezen.",
    "Zet in REQUESTS_CA_BUNDLE de plaats van een PEM-bestand (zie de README).",
)
NO_TLS = Outage(
    "er kwam geen beveiligde verbinding met {host} tot stand.",
    "Vraag uw beheerder of een proxy of firewall {host} tegenhoudt.",
)
PROXY_GONE = Outage(
    "de proxy geeft geen antwoord.", "Kijk HTTPS_PROXY na of vraag uw beheerder of de proxy werkt."
)
PROXY_ASKS = Outage(
    "de proxy vraagt om een naam en een wachtwoord.",
    "Zet die in HTTPS_PROXY of vraag uw beheerder om {host} zonder aanmelden toe te laten.",
)
PROXY_REFUSES = Outage(
    "de proxy laat {host} niet toe.", "Vraag uw beheerder om {host} open te zetten in de proxy."
)
FORBIDDEN = Outage(
    "{host} weigert de toegang.", "Vraag uw beheerder of een proxy of firewall {host} tegenhoudt."
)
ELSEWHERE = Outage(
    "{host} stuurt door naar een ander adres.",
    "Vraag uw beheerder of een proxy of inlogpagina {host} tegenhoudt.",
)
TOO_SLOW = Outage("het antwoord van {host} kwam te langzaam.", "Probeer het later opnieuw.")
WEB_PAGE = Outage(
    "{host} gaf een webpagina in plaats van cijfers.",
    "Probeer het later opnieuw of vraag uw beheerder of een proxy of inlogpagina {host} tegenhoudt.",
    silent=False,
)
