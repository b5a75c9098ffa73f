// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ejgrad.graph.Shape;

/** What was made for combinations of argument shapes; those last used are kept. Not thread-safe. */
final class ShapeCache<V> {
  /** A training run meets two shapes, full batches and a last short one; experiments a few more. */
  private static final int KEPT = 16;

  private final Map<List<Shape>, V> values =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, V> eldest) {
          return size() > KEPT;
        }
      };

  V of(List<Shape> shapes, Function<List<Shape>, V> make) {
    return values.computeIfAbsent(shapes, make);
  }
}
