package io.guichet.conversation.checking;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a camera wrote into a photo and we want to know: which side is up, and when it was taken. All else that is there
 * is not looked at.
 *
 * @param orientation 1 to 8, as EXIF counts; 1 is upright
 * @param takenAt by the camera's clock, whose zone nobody knows; or null
 */
record Exif(int orientation, @Nullable LocalDateTime takenAt) {

    private static final Exif NOTHING = new Exif(1, null);
    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);
    private static final int FIRST_PHOTO = 1839;

    /** What it says; what cannot be read says nothing, and keeps nobody from sending the photo. */
    static Exif of(FileType type, byte[] bytes) {
        try {
            return read(metadata(type, bytes));
        } catch (JpegProcessingException | MetadataException | IOException | RuntimeException e) {
            return NOTHING;
        }
    }

    private static Metadata metadata(FileType type, byte[] bytes) throws JpegProcessingException, IOException {
        if (type == FileType.JPEG) {
            return JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new ExifReader()));
        }
        var metadata = new Metadata();
        var part = type == FileType.PNG ? ofPng(bytes) : ofWebp(bytes);
        part.ifPresent(exif -> new ExifReader().extract(new ByteArrayReader(exif), metadata));
        return metadata;
    }

    private static Exif read(Metadata metadata) throws MetadataException {
        var image = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        var photo = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
        var orientation = image == null || !image.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                ? 1
                : image.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        var taken = photo == null ? null : photo.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL);
        return new Exif(orientation < 1 || orientation > 8 ? 1 : orientation, taken == null ? null : date(taken));
    }

    private static @Nullable LocalDateTime date(String written) {
        try {
            var date = LocalDateTime.parse(written.strip(), WRITTEN);
            return date.getYear() < FIRST_PHOTO ? null : date;
        } catch (DateTimeParseException e) {
            // A camera whose clock was never set writes zeros.
            return null;
        }
    }

    /** Found by hand: what else stands in a PNG may be packed, and unpack to more than there is memory. */
    private static Optional<byte[]> ofPng(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var at = 8;
        while (at + 12 <= bytes.length) {
            var length = buffer.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return Optional.empty();
            }
            if (new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1).equals("eXIf")) {
                return Optional.of(Arrays.copyOfRange(bytes, at + 8, at + 8 + length));
            }
            at += 12 + length;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> ofWebp(byte[] bytes) {
        return Riff.parts(bytes).stream()
                .filter(part -> part.name().equals("EXIF"))
                .findFirst()
                .map(part -> Arrays.copyOfRange(bytes, part.at(), part.at() + part.length()))
                .map(exif -> exif.length > PREFIX.length && Arrays.equals(Arrays.copyOf(exif, PREFIX.length), PREFIX)
                        ? Arrays.copyOfRange(exif, PREFIX.length, exif.length)
                        : exif);
    }
}
