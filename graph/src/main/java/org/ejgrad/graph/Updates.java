// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run changes: all updates together or, if one of the guards is not finite, none.
 *
 * @param list updates of different cells
 * @param guards values that must be finite, usually the loss and the gradients
 * @param counter a 1x1 cell with the number of steps that were taken, if there is one; the message
 *     of a guard that fails then says which step it held back
 */
public record Updates(List<Update> list, List<Node> guards, Optional<Cell> counter) {
  /** A run that changes nothing. */
  public static final Updates NONE = new Updates(List.of(), List.of());

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if a cell is written twice, or the counter is not 1x1
   */
  public Updates {
    list = ImmutableList.copyOf(list);
    guards = ImmutableList.copyOf(guards);
    Set<Cell> written = new HashSet<>();
    for (Update update : list) {
      Arguments.check(
          written.add(update.cell()),
          "updates: a cell takes one value in a run, got two for '%s'",
          Names.printable(update.cell().name()));
    }
    counter.ifPresent(
        cell ->
            Arguments.check(
                cell.shape().isScalar(), "updates: the counter must be 1x1, got %s", cell.shape()));
  }

  /** Updates that no cell counts. */
  public Updates(List<Update> list, List<Node> guards) {
    this(list, guards, Optional.empty());
  }

  /** Updates that happen whatever the values are. */
  public static Updates of(Update... updates) {
    return new Updates(List.of(updates), List.of());
  }

  /** Both together; a failing guard of either holds back all. The first counter is kept. */
  public Updates and(Updates other) {
    return new Updates(
        ImmutableList.<Update>builder().addAll(list).addAll(other.list).build(),
        ImmutableList.<Node>builder().addAll(guards).addAll(other.guards).build(),
        counter.or(other::counter));
  }
}
