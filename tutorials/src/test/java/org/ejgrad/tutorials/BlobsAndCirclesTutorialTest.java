// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsAndCirclesTutorialTest {
  @Test
  void run_circles_theLineFailsAndTheNetworkDoesNot(@TempDir Path folder) throws IOException {
    Printed printed =
        Printed.by(
            out -> {
              try {
                BlobsAndCirclesTutorial.run(600, folder, out);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    double[] accuracies =
        printed
            .text()
            .lines()
            .filter(line -> line.contains("accuracy on test data"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    assertEquals(4, accuracies.length, printed.text());
    assertTrue(accuracies[0] >= 0.95, "blobs, line: " + accuracies[0]);
    assertTrue(accuracies[1] >= 0.95, "blobs, network: " + accuracies[1]);
    // 120 points are drawn: a coin's share of them has a standard deviation of 0.046.
    assertEquals(0.5, accuracies[2], 0.1, "circles, line");
    assertTrue(accuracies[3] >= 0.95, "circles, network: " + accuracies[3]);

    String page = Files.readString(folder.resolve("blobs-and-circles.html"));
    for (String panel : new String[] {"circles: network 2-8-1", "circles: loss", "blobs: loss"}) {
      assertTrue(page.contains(panel), panel);
    }
  }
}
