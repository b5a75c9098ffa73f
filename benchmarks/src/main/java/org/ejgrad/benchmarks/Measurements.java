// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All measurements of a run, and the ratios between them. */
final class Measurements {
  private final Map<Workload, Map<Contender, Measurement>> cells = new EnumMap<>(Workload.class);
  private final Map<Workload, Map<Contender, String>> failures = new EnumMap<>(Workload.class);

  void put(Workload workload, Contender contender, Measurement measurement) {
    cells
        .computeIfAbsent(workload, w -> new EnumMap<>(Contender.class))
        .put(contender, measurement);
  }

  /** Notes that there is no measurement, and why. */
  void fail(Workload workload, Contender contender, String reason) {
    failures.computeIfAbsent(workload, w -> new EnumMap<>(Contender.class)).put(contender, reason);
  }

  Optional<Measurement> of(Workload workload, Contender contender) {
    return Optional.ofNullable(cells.getOrDefault(workload, Map.of()).get(contender));
  }

  Optional<String> failure(Workload workload, Contender contender) {
    return Optional.ofNullable(failures.getOrDefault(workload, Map.of()).get(contender));
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /** The rows with something in them, in the order of the workloads. */
  Set<Workload> workloads() {
    Set<Workload> found = EnumSet.noneOf(Workload.class);
    found.addAll(cells.keySet());
    found.addAll(failures.keySet());
    return found;
  }

  /** The columns with something in them, in the order of the contenders. */
  Set<Contender> contenders() {
    Set<Contender> found = EnumSet.noneOf(Contender.class);
    cells.values().forEach(row -> found.addAll(row.keySet()));
    failures.values().forEach(row -> found.addAll(row.keySet()));
    return found;
  }

  /** EJGrad's rate over a contender's in the same row. */
  OptionalDouble ratio(Workload workload, Contender contender) {
    return ratio(workload, workload, contender);
  }

  /** EJGrad's rate over that of the fastest peer in the same row. */
  OptionalDouble ratioToBestPeer(Workload workload) {
    return contenders().stream()
        .filter(Contender::isPeer)
        .map(peer -> ratio(workload, peer))
        .flatMapToDouble(OptionalDouble::stream)
        .min();
  }

  /** EJGrad's rate over the rate the row's target is set against, which is in double. */
  OptionalDouble ratioToTarget(Workload workload) {
    return ratio(workload, workload.reference(), workload.target().contender());
  }

  /**
   * The measured rate that the row's target is set against, over that rate when the target was set.
   * Far below 1, the machine was busy, and the comparison means little.
   */
  OptionalDouble referenceOverFigure(Workload workload) {
    Target target = workload.target();
    Optional<Measurement> reference = of(workload.reference(), target.contender());
    return reference.isPresent() && !Double.isNaN(target.figure())
        ? OptionalDouble.of(reference.get().perSecond() / target.figure())
        : OptionalDouble.empty();
  }

  private OptionalDouble ratio(Workload workload, Workload other, Contender contender) {
    Optional<Measurement> ours = of(workload, Contender.EJGRAD);
    Optional<Measurement> theirs = of(other, contender);
    return ours.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(ours.get().perSecond() / theirs.get().perSecond())
        : OptionalDouble.empty();
  }
}
