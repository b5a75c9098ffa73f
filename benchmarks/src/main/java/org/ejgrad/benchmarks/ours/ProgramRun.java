// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.ours;

import java.util.List;
import java.util.function.Supplier;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/** A step that is one run of a program whose inputs stay. */
final class ProgramRun implements Run {
  private final Workspace workspace;
  private final Supplier<List<DMatrixRMaj>> results;

  private ProgramRun(Workspace workspace, Supplier<List<DMatrixRMaj>> results) {
    this.workspace = workspace;
    this.results = results;
  }

  /** A training step; its results are the parameters. */
  static ProgramRun training(Workspace workspace, List<Expr> parameters) {
    return new ProgramRun(workspace, () -> values(parameters));
  }

  /** A function; its results are these. */
  static ProgramRun function(Workspace workspace, List<Expr> results) {
    return new ProgramRun(workspace, () -> results.stream().map(workspace::value).toList());
  }

  static List<DMatrixRMaj> values(List<Expr> parameters) {
    return parameters.stream().map(Expr::evaluate).toList();
  }

  @Override
  public void step() {
    workspace.run();
  }

  @Override
  public List<DMatrixRMaj> results() {
    return results.get();
  }
}
