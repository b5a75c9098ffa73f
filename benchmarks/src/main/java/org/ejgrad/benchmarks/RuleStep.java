// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Optimizer;
import org.ejml.data.DMatrixRMaj;

/**
 * A compiled step of one parameter.
 *
 * @param optimizer whose state the program updates
 */
record RuleStep(Program program, Expr theta, Expr g, Expr loss, Optimizer optimizer) {
  /** As {@link Program#text} writes a group of instructions and an instruction. */
  private static final Pattern GROUP = Pattern.compile("\\d+ rows( in \\d+ blocks of \\d+)?");

  private static final Pattern INSTRUCTION =
      Pattern.compile("  (.+?) = [^(]*\\((.*)\\) (\\d+)x(\\d+) in (?:its cell|([bs])\\d+)");

  /** Ready to run, with a gradient and a loss. */
  Workspace workspace() {
    Shape shape = theta.shape();
    DMatrixRMaj gradient = Seeded.normal(32, shape.rows(), shape.cols(), 1);
    return program.workspace().set(g, gradient).set(loss, 1);
  }

  /**
   * Bytes that a run reads and writes in matrices as large as the parameter, by the program's text:
   * an operand is read once by each group, unless the group itself computes it block by block, and
   * a result is written once unless it stays in the scratch memory of a block.
   */
  long bytes() {
    Map<String, Long> sizes = new HashMap<>();
    sizes.put(theta.cell().name(), size(theta.shape()));
    sizes.put("g", size(g.shape()));
    optimizer.state().forEach((name, cell) -> sizes.put(name, size(cell.shape())));
    Set<String> seen = new HashSet<>();
    boolean inBlocks = false;
    long bytes = 0;
    for (String line : program.text().lines().toList()) {
      Matcher group = GROUP.matcher(line);
      if (group.matches()) {
        inBlocks = group.group(1) != null;
        seen.clear();
        continue;
      }
      Matcher instruction = INSTRUCTION.matcher(line);
      if (!line.startsWith("  ")) {
        continue;
      }
      if (!instruction.matches()) {
        throw new IllegalStateException("bytes: no instruction of a program: " + line);
      }
      for (String operand : instruction.group(2).split(", ", -1)) {
        bytes += seen.add(operand) ? large(sizes.getOrDefault(operand, 0L)) : 0;
      }
      String result = instruction.group(1);
      long size =
          size(
              Shape.of(
                  Integer.parseInt(instruction.group(3)), Integer.parseInt(instruction.group(4))));
      sizes.put(result, size);
      bytes += "s".equals(instruction.group(5)) ? 0 : large(size);
      if (inBlocks) {
        seen.add(result);
      }
    }
    return bytes;
  }

  /** Numbers, rows and columns stay in the cache. */
  private long large(long size) {
    return size < size(theta.shape()) ? 0 : size;
  }

  private static long size(Shape shape) {
    return (long) Double.BYTES * shape.elements();
  }
}
