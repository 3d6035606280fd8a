package io.guichet.widget;

import com.sun.net.httpserver.HttpExchange;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures as a visitor's phone would take them. */
final class Pictures {

    private Pictures() {}

    /** Answers a request for a picture. */
    static void answer(HttpExchange exchange) throws IOException {
        byte[] picture = bathroom();
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, picture.length);
        exchange.getResponseBody().write(picture);
        exchange.close();
    }

    /** A tiled wall above a tiled floor, as PNG. */
    static byte[] bathroom() {
        var image = new BufferedImage(480, 480, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0xcfe3e6), 480, 320, new Color(0x8fb7bf)));
        pen.fillRect(0, 0, 480, 320);
        pen.setPaint(new GradientPaint(0, 320, new Color(0xc9a27c), 480, 480, new Color(0x8a6445)));
        pen.fillRect(0, 320, 480, 160);
        pen.setColor(new Color(255, 255, 255, 140));
        for (int x = 0; x < 480; x += 60) {
            pen.drawLine(x, 0, x, 320);
            pen.drawLine(0, x, 480, x);
        }
        pen.dispose();
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
