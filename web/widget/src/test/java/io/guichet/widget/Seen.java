package io.guichet.widget;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * What an eye sees of words on a page, in pixels: the page is pictured with them and without them. Where both are the same
 * there is nothing to read, whatever the style sheet says that there is.
 */
final class Seen {

    /** WCAG AA for text. */
    private static final double READABLE = 4.5;

    /** Of the strokes of a word so much is drawn at full strength; the rest are their soft edges. */
    private static final double STROKES = 0.8;

    private static final int FAINTEST = 24;
    private static final int FEWEST = 6;

    private static final String WORDS = """
            ({ selectors }) => [...document.querySelectorAll(selectors)].flatMap((element) => {
              const words = [];
              const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                for (const { index, 0: word } of node.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
                  const range = new Range();
                  range.setStart(node, index);
                  range.setEnd(node, index + word.length);
                  const { x, y, width, height } = range.getBoundingClientRect();
                  const text = `${element.className || element.localName}: ${word}`;
                  words.push({ text, x, y, width, height });
                }
              }
              return words;
            })""";

    private static final String FILL = """
            ({ selectors, fill }) => document.querySelectorAll(selectors).forEach((one) => [one, ...one.querySelectorAll('*')]
              .forEach((e) => e.style.setProperty('-webkit-text-fill-color', fill)))""";

    private final Page page;

    Seen(Page page) {
        this.page = page;
    }

    /** Which words of some elements cannot be read, and why; none where all of them can. */
    List<String> unreadable(String selectors) throws IOException {
        var words = ((List<?>) page.evaluate(WORDS, Map.of("selectors", selectors)))
                .stream().map(Word::of).toList();
        var screen = page.viewportSize();
        var part = new Area(0, 0, screen.width, screen.height).around(words);
        var with = picture(part);
        page.evaluate(FILL, Map.of("selectors", selectors, "fill", "transparent"));
        var without = picture(part);
        page.evaluate(FILL, Map.of("selectors", selectors, "fill", ""));
        var faults = new ArrayList<String>();
        for (var word : words) {
            var contrasts = contrasts(part.pixels(word.area(), with.getWidth()), with, without);
            if (contrasts.size() < FEWEST) {
                faults.add(word.text() + " is not there");
            } else if (contrasts.get((int) (contrasts.size() * STROKES)) < READABLE) {
                faults.add("%s has a contrast of %.2f"
                        .formatted(word.text(), contrasts.get((int) (contrasts.size() * STROKES))));
            }
        }
        return words.isEmpty() ? List.of("there are no words") : faults;
    }

    /** No larger than need be: of hundreds of pictures most of the time goes into packing them. */
    private BufferedImage picture(Area part) throws IOException {
        var bytes = page.screenshot(new Page.ScreenshotOptions()
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setClip(part.x, part.y, part.width, part.height));
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** The contrasts of the pixels that the word changes, the least first. */
    private static List<Double> contrasts(Box box, BufferedImage with, BufferedImage without) {
        return IntStream.range(Math.max(0, box.top()), Math.min(with.getHeight(), box.bottom()))
                .boxed()
                .flatMap(y -> IntStream.range(Math.max(0, box.left()), Math.min(with.getWidth(), box.right()))
                        .filter(x -> differ(with.getRGB(x, y), without.getRGB(x, y)))
                        .mapToObj(x -> contrast(with.getRGB(x, y), without.getRGB(x, y))))
                .sorted()
                .toList();
    }

    private static boolean differ(int one, int other) {
        return IntStream.of(16, 8, 0).anyMatch(shift -> Math.abs(part(one, shift) - part(other, shift)) > FAINTEST);
    }

    private static double contrast(int one, int other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(part(rgb, 16)) + 0.7152 * linear(part(rgb, 8)) + 0.0722 * linear(part(rgb, 0));
    }

    private static double linear(int part) {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int part(int rgb, int shift) {
        return rgb >> shift & 0xff;
    }

    /** In pixels of a picture. */
    private record Box(int left, int top, int right, int bottom) {}

    private record Word(String text, Area area) {

        static Word of(Object found) {
            return new Word(String.valueOf(((Map<?, ?>) found).get("text")), Area.of(found));
        }
    }

    private record Point(double x, double y) {}

    /** In pixels of the page. */
    private record Area(double x, double y, double width, double height) {

        static Area of(Object found) {
            var area = (Map<?, ?>) found;
            return new Area(
                    number(area.get("x")),
                    number(area.get("y")),
                    number(area.get("width")),
                    number(area.get("height")));
        }

        private static double number(Object value) {
            return ((Number) value).doubleValue();
        }

        /** What of this all of the words need, as far as it goes. */
        Area around(List<Word> words) {
            var all = words.stream().map(Word::area).toList();
            var left = all.stream().mapToDouble(Area::x).min().orElse(x);
            var top = all.stream().mapToDouble(Area::y).min().orElse(y);
            var right = all.stream().mapToDouble(a -> a.x + a.width).max().orElse(x);
            var bottom = all.stream().mapToDouble(a -> a.y + a.height).max().orElse(y);
            var from = new Point(Math.max(x, Math.floor(left)), Math.max(y, Math.floor(top)));
            var to = new Point(Math.min(x + width, Math.ceil(right)), Math.min(y + height, Math.ceil(bottom)));
            return new Area(from.x, from.y, Math.max(1, to.x - from.x), Math.max(1, to.y - from.y));
        }

        /** Another area on a picture of this one. */
        Box pixels(Area other, int widthOfPicture) {
            var scale = widthOfPicture / width;
            return new Box(
                    (int) Math.floor((other.x - x) * scale),
                    (int) Math.floor((other.y - y) * scale),
                    (int) Math.ceil((other.x + other.width - x) * scale),
                    (int) Math.ceil((other.y + other.height - y) * scale));
        }
    }
}
