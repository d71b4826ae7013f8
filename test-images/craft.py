#!/usr/bin/env python3
"""craft.py KIND IMAGE [SOURCE]: writes what no tool on a usual machine makes, by the published layouts."""
import struct, sys, zlib

SECTOR = 512


def read(path, at, size):
    with open(path, "rb") as f:
        f.seek(at)
        return f.read(size)


def write(path, at, data):
    with open(path, "r+b") as f:
        f.seek(at)
        f.write(data)


def size(path):
    with open(path, "rb") as f:
        return f.seek(0, 2)


def md_checksum(block):
    total = sum(struct.unpack("<%dI" % (len(block) // 4), block))
    return ((total & 0xFFFFFFFF) + (total >> 32)) & 0xFFFFFFFF


def md_1_1(image, source):
    """The superblock of version 1.2, moved to the start."""
    block = bytearray(read(source, 4096, 512))
    struct.pack_into("<Q", block, 144, 0)
    struct.pack_into("<I", block, 216, 0)
    struct.pack_into("<I", block, 216, md_checksum(bytes(block[:256 + 2 * struct.unpack_from("<I", block, 220)[0]])))
    write(image, 0, block)


def md_0_90_big_endian(image, source):
    """The superblock of a little-endian machine with all its numbers turned round."""
    at = (size(source) // SECTOR & ~127) * SECTOR - 65536
    numbers = struct.unpack("<1024I", read(source, at, 4096))
    write(image, at, struct.pack(">1024I", *numbers))


def md_fake(image, source):
    """A superblock that says more is in use than the device has."""
    block = bytearray(read(source, 4096, 512))
    struct.pack_into("<Q", block, 136, 1 << 40)
    write(image, 4096, block)


def suspended(image, _):
    write(image, 4086, b"S1SUSPEND\0")


def swap_big_endian(image, _):
    write(image, 1024, struct.pack(">3I", *struct.unpack("<3I", read(image, 1024, 12))))


def imsm(image, _):
    block = bytearray(512)
    block[0:30] = b"Intel Raid ISM Cfg Sig. 1.1.00"
    struct.pack_into("<IIII", block, 36, 512, 0xCAFE, 3, 0)
    struct.pack_into("<I", block, 32, sum(struct.unpack("<128I", block)) & 0xFFFFFFFF)
    write(image, size(image) - 1024, block)


def ddf(image, _):
    block = bytearray(b"\xff" * 512)
    struct.pack_into(">II24s8s", block, 0, 0xDE11DE11, 0xFFFFFFFF, b"Linux-MD\xde\xad\xbe\xef\0\0\0\0\x12\x34\x56\x78craf", b"01.02.00")
    struct.pack_into(">Q", block, 96, size(image) // SECTOR - 1)
    struct.pack_into(">I", block, 4, zlib.crc32(block))
    write(image, size(image) - 512, block)


def no_gpt_header(image, _):
    write(image, 512, bytes(512))


# LVM1: a group of two physical volumes with a linear, a striped and a snapshot volume.
PV_UUIDS = [b"AAAAaaaaBBBBbbbbCCCCccccDDDDdd/1", b"EEEEeeeeFFFFffffGGGGggggHHHHhhh2"]
EXTENTS = 7


def lv(name, number, access, extents, stripes=1, origin=0, chunk=0):
    return struct.pack(
        "<128s128s10IHH7I", b"/dev/old/" + name, b"old", access, 1, 0, 0x3A00 + number, number, 0, 0, 0,
        extents * 8192, origin, chunk, 0, extents, stripes, 16 if stripes > 1 else 0, 0, 1, 0, 120)


def lvm1(image, version, number):
    areas = [0, 1024, 1024, 512, 6144, 32768, 39424, 85504, 125440, 1024]
    start = (areas[8] + areas[9]) // SECTOR
    pv = struct.pack(
        "<2sH10I128s128s128s10I", b"HM", version, *areas, PV_UUIDS[number - 1], b"old", b"machine966000000",
        8, number, 1, 2, size(image) // SECTOR, 3, 8192, EXTENTS, 6, start if version == 2 else 0)
    write(image, 0, pv)
    write(image, 1024, struct.pack("<32s96s15I", b"VVVVvvvvWWWWwwwwXXXXxxxxYYYYyyyy", b"", 0, 3, 5, 255, 3, 0, 255, 2, 2, 0, 0, 8192, 14, 12, 0))
    for i, uuid in enumerate(PV_UUIDS):
        write(image, 6144 + 128 * i, uuid)
    write(image, 39424, lv(b"root", 0, 11, 5))
    write(image, 39424 + 328, lv(b"swap", 1, 3, 6, stripes=2))
    write(image, 39424 + 3 * 328, lv(b"snap", 3, 5, 1, origin=0, chunk=16))
    pairs = [(1, 0), (1, 1), (1, 2), (0, 0), (2, 0), (2, 1), (2, 2)] if number == 1 else \
        [(2, 3), (2, 4), (2, 5), (0, 0), (4, 0), (1, 3), (1, 4)]
    write(image, 125440, b"".join(struct.pack("<HH", *pair) for pair in pairs))


def pool(image, _):
    write(image, 0, struct.pack(
        ">QQ256sIIIIIIQI", 0x011670, 0x1122334455667788, b"pool0", 0x040103, 2, 1, 3, 2, 7, 65536, 128))


MAKERS = {
    "md-1.1": md_1_1, "md-0.90-be": md_0_90_big_endian, "md-fake": md_fake, "suspended": suspended,
    "swap-be": swap_big_endian,
    "imsm": imsm, "ddf": ddf, "no-gpt-header": no_gpt_header, "pool": pool,
    "lvm1-v1": lambda image, _: lvm1(image, 1, 1), "lvm1-v2": lambda image, _: lvm1(image, 2, 2),
}
MAKERS[sys.argv[1]](sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
