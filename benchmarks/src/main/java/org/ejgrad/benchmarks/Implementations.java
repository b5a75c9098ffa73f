// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All implementations on the class path, in the order of the table's columns. */
final class Implementations {
  private Implementations() {}

  /** Loads their classes; native libraries come with the first run. */
  static List<Implementation> all() {
    List<Implementation> found = new ArrayList<>();
    ServiceLoader.load(Implementation.class).forEach(found::add);
    ServiceLoader.load(PeerImplementation.class).forEach(found::add);
    found.sort(Comparator.comparing(Implementation::contender));
    return found;
  }

  /**
   * The implementation of a column.
   *
   * @throws IllegalArgumentException if it is not on the class path
   */
  static Implementation of(Contender contender) {
    return all().stream()
        .filter(implementation -> implementation.contender() == contender)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "benchmarks: every contender needs its implementation on the class path, got"
                        + " none for "
                        + contender
                        + ". Add the Maven profile peers, or leave it out of -Dargs."));
  }
}
