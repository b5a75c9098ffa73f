// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.ejgrad.ops.random.CounterRandom;

/**
 * The houses of the tutorial, from a formula and a seed. With the city's price of a square metre p
 * and its base b, in thousands: price = b + p area / (1 + distance / 10) + 8 rooms + N(0, 10).
 */
final class SyntheticHouses {
  private static final int COUNT = 200;
  private static final long SEED = 20;
  static final String[] CITIES = {"Nantes", "Lyon", "Lille", "Nice"};
  private static final double[] PER_SQUARE_METRE = {3.2, 4.4, 2.6, 5.3};
  private static final double[] BASE = {30, 45, 20, 60};

  private SyntheticHouses() {}

  /** The price of a house by the formula, without the noise, in thousands. */
  static double price(double area, int rooms, double distance, int city) {
    return BASE[city] + PER_SQUARE_METRE[city] * area / (1 + distance / 10) + 8 * rooms;
  }

  static String csv() {
    CounterRandom random = CounterRandom.of(SEED);
    CounterRandom noise = random.stream(1);
    StringBuilder text =
        new StringBuilder(
            "# synthetic: price = base(city) + perSquareMetre(city) * area / (1 + distance / 10)"
                + " + 8 * rooms + N(0; 10)\n");
    text.append("area,rooms,distance,city,price\n");
    for (int i = 0; i < COUNT; i++) {
      BigDecimal area = rounded(30 + 130 * random.uniform(4L * i), 0);
      int rooms = Math.max(1, area.intValue() / 30 + random.intBelow(4L * i + 1, 3) - 1);
      BigDecimal distance = rounded(0.2 + 19 * random.uniform(4L * i + 2), 1);
      int city = random.intBelow(4L * i + 3, CITIES.length);
      double price =
          price(area.doubleValue(), rooms, distance.doubleValue(), city) + 10 * noise.gaussian(i);
      text.append(area).append(',').append(rooms).append(',').append(distance).append(',');
      text.append(CITIES[city]).append(',').append(rounded(price, 1)).append('\n');
    }
    return text.toString();
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
  }
}
