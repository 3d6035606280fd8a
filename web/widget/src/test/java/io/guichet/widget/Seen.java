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
                  words.push({ word: `${element.className || element.localName}: ${word}`, x, y, width, height });
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
        var with = picture();
        page.evaluate(FILL, Map.of("selectors", selectors, "fill", "transparent"));
        var without = picture();
        page.evaluate(FILL, Map.of("selectors", selectors, "fill", ""));
        var faults = new ArrayList<String>();
        for (var word : words) {
            var contrasts = contrasts(word.box(page.viewportSize().width, with.getWidth()), with, without);
            if (contrasts.size() < FEWEST) {
                faults.add(word.text() + " is not there");
            } else if (contrasts.get((int) (contrasts.size() * STROKES)) < READABLE) {
                faults.add("%s has a contrast of %.2f"
                        .formatted(word.text(), contrasts.get((int) (contrasts.size() * STROKES))));
            }
        }
        return words.isEmpty() ? List.of("there are no words") : faults;
    }

    private BufferedImage picture() throws IOException {
        var bytes = page.screenshot(new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
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

    /** In pixels of the page. */
    private record Word(String text, double x, double y, double width, double height) {

        static Word of(Object found) {
            var word = (Map<?, ?>) found;
            return new Word(
                    String.valueOf(word.get("word")),
                    number(word.get("x")),
                    number(word.get("y")),
                    number(word.get("width")),
                    number(word.get("height")));
        }

        private static double number(Object value) {
            return ((Number) value).doubleValue();
        }

        Box box(int widthOfPage, int widthOfPicture) {
            var scale = (double) widthOfPicture / widthOfPage;
            return new Box(
                    (int) Math.floor(x * scale),
                    (int) Math.floor(y * scale),
                    (int) Math.ceil((x + width) * scale),
                    (int) Math.ceil((y + height) * scale));
        }
    }
}
