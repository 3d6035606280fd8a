package io.guichet.conversation.checking;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessStreamCache;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Opens a PDF, and counts what that takes. PDFBox unpacks tables of objects, and objects in streams, without a limit, and
 * looks for what is missing as often as it is asked for. Here each is unpacked once before, and only counted, at the place
 * where PDFBox asks for it: however a file hides what is unpacked, it does not get around that. Pictures and pages stay
 * packed, and are of no account.
 */
final class MeasuredPdf extends PDFParser {

    static final int MOST_OBJECTS = 100_000;

    private static final long MOST_MEMORY = 64L * 1024 * 1024;
    private static final long MOST_UNPACKED = 16L * 1024 * 1024;

    /** Steps that a file of any length may take, and those that it may take for each of its bytes. */
    private static final long STEPS = 20_000_000;

    private static final long STEPS_OF_BYTE = 40;

    /** Of one entry in a table of objects, in bytes; PDFBox has the same limit. */
    private static final int LONGEST_ENTRY = 20;

    /** What guesses the next byte from those before holds two rows of them. */
    private static final int LONGEST_ROW = 1_000;

    private long unpacked;
    private long entries;

    private MeasuredPdf(byte[] bytes, RandomAccessStreamCache memory) throws IOException {
        super(new Steps(bytes), "", null, null, () -> memory);
        document = new Parts(memory);
    }

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#UNSUPPORTED_FILE} if it takes too
     *     much; also later, when its parts are asked for
     * @throws IOException if it is none, or damaged
     */
    static PDDocument open(byte[] bytes) throws IOException {
        var memory =
                MemoryUsageSetting.setupMainMemoryOnly(MOST_MEMORY).streamCache.create();
        return new MeasuredPdf(bytes, memory).parse();
    }

    private void measure(COSStream part) throws IOException {
        var packed = part.createRawInputStream().readAllBytes();
        if (!isPackedPlainly(part)) {
            throw Refusals.refused("The PDF is packed in a way that is not opened.");
        }
        var before = unpacked;
        unpacked += packed.length;
        if (part.getItem(COSName.FILTER) != null) {
            unpacked = before + Math.max(packed.length, unpacks(packed, MOST_UNPACKED - before));
        }
        if (unpacked > MOST_UNPACKED) {
            throw Refusals.refused("The PDF is packed in a way that is not opened.");
        }
        if (part.containsKey(COSName.W)) {
            entries += Math.ceilDiv(unpacked - before, lengthOfEntry(part.getItem(COSName.W)));
        }
        if (entries > MOST_OBJECTS) {
            throw tooMany();
        }
    }

    private static boolean isPackedPlainly(COSStream part) {
        var filter = single(part.getItem(COSName.FILTER));
        return !part.containsKey(COSName.F)
                && !part.containsKey(COSName.DP)
                && (filter == null || filter.equals(COSName.FLATE_DECODE))
                && isGuessedPlainly(single(part.getItem(COSName.DECODE_PARMS)));
    }

    private static boolean isGuessedPlainly(@Nullable COSBase parameters) {
        return parameters == null
                || parameters instanceof COSDictionary numbers
                        && numbers.getValues().stream().allMatch(n -> isWithin(n, LONGEST_ROW));
    }

    private static @Nullable COSBase single(@Nullable COSBase part) {
        return part instanceof COSArray array && array.size() == 1 ? array.get(0) : part;
    }

    /** A number that stands there itself: what is said elsewhere may say something else later. */
    private static boolean isWithin(@Nullable COSBase part, int most) {
        return part instanceof COSInteger n && n.longValue() >= 0 && n.longValue() <= most;
    }

    /** An entry of no length is there as often as the table says that it is. */
    private static int lengthOfEntry(@Nullable COSBase widths) {
        var length = 0;
        if (widths instanceof COSArray array && array.size() == 3) {
            for (var width : array) {
                length += isWithin(width, LONGEST_ENTRY) ? ((COSInteger) width).intValue() : LONGEST_ENTRY + 1;
            }
        }
        if (length < 1 || length > LONGEST_ENTRY) {
            throw tooMany();
        }
        return length;
    }

    private static RuntimeException tooMany() {
        return Refusals.refused("The PDF has too many parts.");
    }

    /** Unpacks it as PDFBox does: without a look at the two bytes that it begins with. */
    private static long unpacks(byte[] packed, long most) {
        var begin = Math.min(2, packed.length);
        var inflater = new Inflater(true);
        var length = 0L;
        try {
            inflater.setInput(packed, begin, packed.length - begin);
            var into = new byte[64 * 1024];
            for (var n = inflater.inflate(into); n > 0 && length <= most; n = inflater.inflate(into)) {
                length += n;
            }
            return length;
        } catch (DataFormatException e) {
            // What is damaged unpacks no further for anybody.
            return length;
        } finally {
            inflater.end();
        }
    }

    /** Makes parts that are measured before they are unpacked. */
    private final class Parts extends COSDocument {

        private final RandomAccessStreamCache memory;

        Parts(RandomAccessStreamCache memory) {
            super(() -> memory, MeasuredPdf.this);
            this.memory = memory;
        }

        @Override
        public COSStream createCOSStream(COSDictionary about, long begin, long length) throws IOException {
            var part = new COSStream(memory, createRandomAccessReadView(begin, length)) {
                @Override
                public RandomAccessRead createView() throws IOException {
                    measure(this);
                    return super.createView();
                }
            };
            about.forEach(part::setItem);
            part.setKey(about.getKey());
            return part;
        }
    }

    /** The file's bytes. Who goes over them again and again comes to an end. */
    private static final class Steps extends RandomAccessReadBuffer {

        private long left;

        Steps(byte[] bytes) {
            super(bytes);
            left = STEPS + STEPS_OF_BYTE * bytes.length;
        }

        @Override
        public int read() throws IOException {
            step(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var n = super.read(into, from, length);
            step(Math.max(1, n));
            return n;
        }

        @Override
        public void seek(long position) throws IOException {
            step(1);
            super.seek(position);
        }

        private void step(int steps) {
            left -= steps;
            if (left < 0) {
                throw Refusals.refused("The PDF takes too long to read.");
            }
        }
    }
}
