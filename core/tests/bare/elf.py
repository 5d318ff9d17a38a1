"""A 32-bit little-endian ELF of Thumb code: its functions, their stack frames, and who calls whom."""

import struct
from bisect import bisect_right
from pathlib import Path

FUNCTION = 2


class Elf:
    """Names and frames by address. `frames` is what the compiler says (`-Zemit-stack-sizes`)."""

    def __init__(self, path: str) -> None:
        self.data = Path(path).read_bytes()
        if self.data[:6] != b"\x7fELF\x01\x01":
            raise ValueError("not a 32-bit little-endian ELF")
        (offset,) = struct.unpack_from("<I", self.data, 32)
        size, count, strings = struct.unpack_from("<HHH", self.data, 46)
        headers = [struct.unpack_from("<10I", self.data, offset + i * size) for i in range(count)]
        self.headers = headers
        self.sections = {self.text(strings, header[0]): header for header in headers}
        self.names: dict[int, str] = {}
        self.sizes: dict[int, int] = {}
        self.data_at: list[tuple[int, bool]] = []
        self.read_symbols()
        self.frames = self.read_frames()

    def text(self, table: int, at: int) -> str:
        start = self.headers[table][4] + at
        return self.data[start : self.data.index(b"\0", start)].decode()

    def read_symbols(self) -> None:
        _, _, _, _, start, length, link, *_ = self.sections[".symtab"]
        for at in range(start, start + length, 16):
            word, value, size, info, _, _ = struct.unpack_from("<IIIBBH", self.data, at)
            name = self.text(link, word)
            if info & 15 == FUNCTION:  # Thumb marks its address with the lowest bit
                self.names[value & ~1] = name
                self.sizes[value & ~1] = size
            elif name.split(".")[0] in ("$t", "$d"):  # where code and where data begins
                self.data_at.append((value, name.startswith("$d")))
        self.data_at.sort()

    def read_frames(self) -> dict[int, int]:
        frames: dict[int, int] = {}
        header = self.sections.get(".stack_sizes")
        if not header:
            return frames
        at, end = header[4], header[4] + header[5]
        while at < end:
            (address,) = struct.unpack_from("<I", self.data, at)
            at += 4
            frame = shift = 0
            while True:
                byte = self.data[at]
                frame |= (byte & 127) << shift
                at, shift = at + 1, shift + 7
                if byte < 128:
                    break
            frames[address & ~1] = frame
        return frames

    def is_data(self, address: int) -> bool:
        place = bisect_right(self.data_at, (address, True)) - 1
        return place >= 0 and self.data_at[place][1]

    def instructions(self, start: int):
        """Address and one or two halfwords of each instruction of the function at `start`."""
        _, _, _, base, offset, *_ = self.sections[".text"]
        at, end = start, start + self.sizes[start]
        while at < end:
            if self.is_data(at):
                at += 2
                continue
            first, second = struct.unpack_from("<HH", self.data, at - base + offset)
            wide = first >> 11 in (0b11101, 0b11110, 0b11111)
            yield at, first, second if wide else None
            at += 4 if wide else 2

    def calls(self, start: int) -> tuple[set[int], bool]:
        """The functions that the one at `start` calls or jumps to, and whether it calls through a
        pointer."""
        targets: set[int] = set()
        indirect = False
        for at, first, second in self.instructions(start):
            target = branch(at, first, second)
            if target is not None and not start <= target < start + self.sizes[start]:
                targets.add(target)
            # BLX and BX of a register, except the return through the link register.
            indirect |= second is None and first & 0xFF00 == 0x4700 and first & 0xFFF8 != 0x4770
        return targets, indirect

    def pushed(self, start: int) -> int:
        """What the function at `start` takes of the stack, read from its instructions."""
        return sum(grows(first, second) for _, first, second in self.instructions(start))


def signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


def branch(at: int, first: int, second: int | None) -> int | None:
    """Where a direct branch or call goes (Arm v7-M reference, A7.7.12 and A7.7.18)."""
    if second is None:
        if first >> 11 == 0b11100:  # B, T2
            return at + 4 + signed((first & 0x7FF) << 1, 12)
        if first >> 12 == 0b1101 and first >> 8 & 15 < 14:  # B<c>, T1
            return at + 4 + signed((first & 0xFF) << 1, 9)
        if first & 0xF500 == 0xB100:  # CBZ, CBNZ
            return at + 4 + ((first >> 9 & 1) << 6 | (first >> 3 & 31) << 1)
        return None
    if first >> 11 != 0b11110 or second >> 15 == 0:
        return None
    sign, j1, j2 = first >> 10 & 1, second >> 13 & 1, second >> 11 & 1
    if second >> 12 & 1:  # BL, and B of T4
        i1, i2 = 1 - (j1 ^ sign), 1 - (j2 ^ sign)
        offset = sign << 24 | i1 << 23 | i2 << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1
        return at + 4 + signed(offset, 25)
    if second >> 14 == 0b10 and first >> 6 & 15 < 14:  # B<c>, T3
        offset = sign << 20 | j2 << 19 | j1 << 18 | (first & 0x3F) << 12 | (second & 0x7FF) << 1
        return at + 4 + signed(offset, 21)
    return None


def grows(first: int, second: int | None) -> int:
    """By how much an instruction lowers the stack pointer."""
    if second is None:
        if first >> 9 == 0b1011010:  # PUSH, T1
            return 4 * (first & 0x1FF).bit_count()
        return 4 * (first & 0x7F) if first >> 7 == 0b101100001 else 0  # SUB SP, T1
    if first == 0xE92D:  # PUSH, T2
        return 4 * second.bit_count()
    if first == 0xF84D and second & 0xFFF == 0xD04:  # PUSH, T3
        return 4
    value = (first >> 10 & 1) << 11 | (second >> 12 & 7) << 8 | second & 0xFF
    if first & 0xFBFF == 0xF2AD and second & 0x8F00 == 0x0D00:  # SUBW SP, T3
        return value
    if first & 0xFBEF == 0xF1AD and second & 0x8F00 == 0x0D00:  # SUB SP, T2
        return expanded(value)
    return 0


def expanded(value: int) -> int:
    """A modified immediate constant of Thumb."""
    if value >> 10:
        byte, turn = 0x80 | value & 0x7F, value >> 7
        return (byte >> turn | byte << (32 - turn)) & 0xFFFFFFFF
    byte = value & 0xFF
    return [byte, byte << 16 | byte, byte << 24 | byte << 8, byte * 0x01010101][value >> 8]
