"""Any file, its bytes mutated: what a bad line, a bad disk or a bad program leaves."""

from random import Random


def mutated(content: bytes, rng: Random) -> bytes:
    """One of the ways, or several one after another; half of the time none that moves what follows."""
    ways = rng.choice((WAYS, IN_PLACE))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        content = rng.choice(ways)(content, rng)
    return content


def _truncated(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _beheaded(content: bytes, rng: Random) -> bytes:
    return content[rng.randrange(min(len(content), 2000) + 1) :]


def _bits_flipped(content: bytes, rng: Random) -> bytes:
    made = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 200))):
        if made:
            made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def _zeroed(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    length = min(rng.choice((16, 512, 4096)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def _sprinkled(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    return content[:start] + rng.randbytes(rng.choice((1, 7, 300))) + content[start:]


def _repeated(content: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(content) + 1)
    part = content[start : start + rng.choice((30, 512, 5000))]
    return content[:start] + part * rng.choice((2, 5)) + content[start:]


def _number_changed(content: bytes, rng: Random) -> bytes:
    """A length, an offset or a count says something else."""
    start = rng.randrange(max(len(content) - 4, 1))
    number = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\0\0\0\x80", rng.randbytes(4)))
    return content[:start] + number + content[start + 4 :]


WAYS = (_truncated, _beheaded, _bits_flipped, _zeroed, _sprinkled, _repeated, _number_changed)
IN_PLACE = (_bits_flipped, _bits_flipped, _zeroed, _number_changed)
