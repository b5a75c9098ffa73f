// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakpointsTest {
  /** A third is infinite, many are equal. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
  void remove_takesTheNearestAndOfEqualsTheFirst(int n) {
    Random random = new Random(n);
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = i % 3 == 2 ? Double.POSITIVE_INFINITY : random.nextInt(n) / 4.0;
    }
    List<Integer> expected =
        IntStream.range(0, n)
            .filter(i -> i % 3 != 2)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .toList();
    Breakpoints breakpoints = new Breakpoints(distances);
    List<Integer> taken = new ArrayList<>();
    while (!breakpoints.isEmpty()) {
      double distance = breakpoints.distance();
      int i = breakpoints.remove();
      assertEquals(distances[i], distance);
      taken.add(i);
    }
    assertEquals(expected, taken);
    assertTrue(breakpoints.isEmpty());
  }
}
