// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.ejgrad.models.data.DataFormatException;
import org.ejgrad.ops.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTutorialTest {
  private static final int COUNT = 400;
  private static final int SIDE = 6;
  private static final int CLASSES = 10;

  @TempDir private Path folder;

  /** Ten patterns of bright and dark pixels, each image with noise of its own. */
  private static byte[] images() {
    CounterRandom patterns = CounterRandom.of(1);
    CounterRandom noise = CounterRandom.of(2);
    ByteBuffer file = ByteBuffer.allocate(16 + COUNT * SIDE * SIDE);
    file.putInt(0x0803).putInt(COUNT).putInt(SIDE).putInt(SIDE);
    for (int i = 0; i < COUNT; i++) {
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        boolean bright = patterns.uniform((long) (i % CLASSES) * SIDE * SIDE + pixel) < 0.5;
        double shade = (bright ? 180 : 30) + 40 * noise.gaussian((long) i * SIDE * SIDE + pixel);
        file.put((byte) Math.max(0, Math.min(255, (int) shade)));
      }
    }
    return file.array();
  }

  private static byte[] labels() {
    ByteBuffer file = ByteBuffer.allocate(8 + COUNT);
    file.putInt(0x0801).putInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      file.put((byte) (i % CLASSES));
    }
    return file.array();
  }

  private static Printed run(Path images, Path labels, int epochs, Path folder) {
    return Printed.by(
        out -> {
          try {
            DigitsTutorial.run(images, labels, epochs, folder, out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static double[] accuracies(Printed printed) {
    return printed
        .text()
        .lines()
        .filter(line -> line.startsWith("accuracy ")) // accuracy 0.9500 of 2000 rows
        .mapToDouble(line -> Double.parseDouble(line.substring(9, line.indexOf(" of "))))
        .toArray();
  }

  @Test
  void run_plainAndGzip_givesTheSameAndFindsThePatterns() throws IOException {
    Path images = Files.write(folder.resolve("images"), images());
    Path labels = Files.write(folder.resolve("labels"), labels());
    Path packed = folder.resolve("images.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(images());
    }
    Printed plain = run(images, labels, 20, folder);
    double[] accuracies = accuracies(plain);
    assertEquals(2, accuracies.length, plain.text());
    assertTrue(accuracies[0] >= 0.9 && accuracies[1] >= 0.9, plain.text());
    assertEquals("400 images of 36 pixels", plain.line("400 images"));
    assertTrue(plain.text().contains("0 or 1: network [36, 16, 2] on Split[train 58,"));
    assertTrue(plain.text().contains("all ten: network [36, 128, 10] on Split[train 288,"));
    assertTrue(plain.text().contains("100 %  epoch 20/20"), "the progress line's end");

    String page = Files.readString(folder.resolve("digits.html"));
    assertTrue(page.contains("all ten: test data"));
    assertArrayEquals(accuracies, accuracies(run(packed, labels, 20, folder)));
  }

  @Test
  void run_truncatedImages_namesTheFileAndWritesNothing() throws IOException {
    byte[] whole = images();
    Path images = Files.write(folder.resolve("images"), Arrays.copyOf(whole, whole.length - 1));
    Path labels = Files.write(folder.resolve("labels"), labels());
    DataFormatException fault =
        assertThrows(DataFormatException.class, () -> run(images, labels, 1, folder));
    assertEquals(images.toString(), fault.file());
    assertTrue(Files.notExists(folder.resolve("digits.html")));
  }

  /** 8,000 images to train on and 2,000 held out. */
  @Test
  void run_mnist_isRightForMostOfTheTestImages() {
    Path images = real("mnist-10k/t10k-images-idx3-ubyte.gz");
    Path labels = real("mnist-10k/t10k-labels-idx1-ubyte.gz");
    long start = System.nanoTime();
    Printed printed = run(images, labels, 10, folder);
    double seconds = (System.nanoTime() - start) * 1e-9;
    System.out.printf(Locale.ROOT, "MNIST, two and ten classes: %.1f s%n", seconds);
    double[] accuracies = accuracies(printed);
    assertTrue(accuracies[0] >= 0.99, printed.text());
    assertTrue(accuracies[1] >= 0.94, printed.text());
    assertTrue(printed.text().lines().anyMatch(line -> line.endsWith(" of 2000 rows")));
  }

  private static Path real(String name) {
    String given = System.getProperty("ejgrad.data", "");
    List<String> folders =
        given.isEmpty() ? List.of("../shared/data", "../../shared/data") : List.of(given);
    Path found =
        folders.stream()
            .map(place -> Path.of(place, name))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(!found.toString().isEmpty(), () -> "skipped: no " + name + " in " + folders);
    return found;
  }
}
