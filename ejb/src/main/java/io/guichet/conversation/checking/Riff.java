package io.guichet.conversation.checking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The parts that a WebP is made of, and what they say of their size before anything is unpacked. */
final class Riff {

    private static final int HEADER = 12;

    private Riff() {}

    /** Parts in their order; one that says it is longer than the file ends with it. */
    static List<Part> parts(byte[] bytes) {
        var parts = new ArrayList<Part>();
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var at = HEADER;
        while (at + 8 <= bytes.length) {
            var name = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
            var length = Integer.toUnsignedLong(buffer.getInt(at + 4));
            var there = (int) Math.min(length, bytes.length - at - 8L);
            parts.add(new Part(name, at + 8, there));
            at += 8 + there + (there & 1);
        }
        return parts;
    }

    /** Whether as much is there as the file says of itself. */
    static boolean isWhole(byte[] bytes) {
        var length = Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        return length + 8 <= bytes.length;
    }

    static boolean isAnimated(byte[] bytes) {
        return parts(bytes).stream()
                .anyMatch(p -> p.name().equals("ANIM") || p.name().equals("ANMF"));
    }

    /** Whether every picture in it has the size that the file says it has: none unpacks to more. */
    static boolean isAllOfSize(byte[] bytes, int width, int height) {
        return parts(bytes).stream().allMatch(part -> switch (part.name()) {
            case "VP8 " -> lossy(bytes, part, width, height);
            case "VP8L" -> lossless(bytes, part, width, height);
            default -> true;
        });
    }

    private static boolean lossy(byte[] bytes, Part part, int width, int height) {
        if (part.length() < 10) {
            return false;
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return (buffer.getShort(part.at() + 6) & 0x3FFF) == width
                && (buffer.getShort(part.at() + 8) & 0x3FFF) == height;
    }

    private static boolean lossless(byte[] bytes, Part part, int width, int height) {
        if (part.length() < 5) {
            return false;
        }
        var size = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(part.at() + 1);
        return (size & 0x3FFF) + 1 == width && (size >>> 14 & 0x3FFF) + 1 == height;
    }

    /**
     * @param at where its content begins
     * @param length of its content, as far as it is there
     */
    record Part(String name, int at, int length) {}
}
