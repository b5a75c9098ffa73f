// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Group} on the memory of one workspace, its tasks side by side where that pays. A group
 * of one block runs its instructions once, or the parts of its only op. Otherwise each task moves
 * blocks over its part, and each sum over rows is made in a fixed order: blocks are added up within
 * a task, then the tasks pairwise.
 */
final class GroupRun implements Workers.Work {
  /**
   * The least {@linkplain Op#cost cost} of a group that threads are woken for. On two cores, two
   * threads took chains of additions and products of cost 24,000 at 1.2 to 1.4 times the speed of
   * one, of 48,000 at 0.9 to 1.1, of 96,000 at 1.6, of 192,000 at 1.9 to 2.0; layers of products
   * and tanh from 280,000 on at 1.8.
   */
  private static final double WORTH_THREADS = 60_000;

  private final boolean cut;
  private final int tasks;
  private final Lane[] lanes;
  private final RowSum[] sums;
  private final LateCheck[] checks;

  /** A guard that can be looked at only when all tasks are done, itself in tasks. */
  private record LateCheck(Guards guards, int guard, Block value, int tasks)
      implements Workers.Work {
    @Override
    public void run(int task, int lane) {
      long length = value.length();
      guards.check(
          guard, value, (int) (length * task / tasks), (int) (length * (task + 1) / tasks));
    }
  }

  /** Prepares a group for as many threads as pay. */
  GroupRun(NodeList list, MemoryPlan plan, Values values, Guards guards, Group group, int threads) {
    cut = group.blocks() > 1;
    List<RowSum> totals = new ArrayList<>();
    List<LateCheck> late = new ArrayList<>();
    for (int m = 0; m < group.size(); m++) {
      int member = group.member(m);
      if (cut && plan.rule(member).kind() == RowRule.Kind.SUM) {
        totals.add(new RowSum(group.blocks(), group.tasks(), values.whole(member)));
        if (guards.of(member) >= 0) {
          late.add(new LateCheck(guards, guards.of(member), values.whole(member), 1));
        }
      }
    }
    sums = totals.toArray(new RowSum[0]);
    Lane first = Lane.of(list, plan, values, guards, group, sums, 0);
    int most = cut ? group.tasks() : first.parts();
    boolean pays = most > 1 && paysThreads(list, group);
    // Parts of small results would cost more than the results.
    tasks = cut || pays ? most : 1;
    if (!cut && first.parts() > 1) {
      int member = group.member(0);
      if (guards.of(member) >= 0) {
        late.add(new LateCheck(guards, guards.of(member), values.whole(member), tasks));
      }
    }
    checks = late.toArray(new LateCheck[0]);
    lanes = new Lane[pays ? Math.min(threads, tasks) : 1];
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] = lane == 0 ? first : Lane.of(list, plan, values, guards, group, sums, lane);
    }
  }

  /** Whether the members together cost so much that threads pay; depends on the shapes alone. */
  private static boolean paysThreads(NodeList list, Group group) {
    double cost = 0;
    for (int m = 0; m < group.size() && cost < WORTH_THREADS; m++) {
      Node.Application node = (Node.Application) list.node(group.member(m));
      cost += node.operation().cost(node.inputShapes(), node.shape());
    }
    return cost >= WORTH_THREADS;
  }

  void run(Workers workers) {
    if (cut || tasks > 1) {
      workers.run(tasks, lanes.length, this);
    } else {
      lanes[0].run();
    }
    for (RowSum sum : sums) {
      sum.total();
    }
    for (LateCheck check : checks) {
      workers.run(check.tasks(), lanes.length, check);
    }
  }

  @Override
  public void run(int task, int lane) {
    if (cut) {
      lanes[lane].runTask(task);
    } else {
      lanes[lane].runPart(task);
    }
  }
}
