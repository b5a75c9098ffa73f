// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.tutorials.report.HostileStrings;
import org.junit.jupiter.api.Test;

class StudyTableTest {
  @Test
  void of_fullGrid_fits100Columns() {
    String table = StudyTable.of(SyntheticRunner.study(StudySettings.full()));
    assertTrue(table.lines().allMatch(line -> line.length() <= 100));
    assertEquals(9, table.lines().filter(line -> line.startsWith("n = ")).count());
    assertEquals(9, table.lines().filter(line -> line.startsWith("AdaGrad")).count());
  }

  @Test
  void of_block_showsLossAccuracyIterationsAndTime() {
    String table = StudyTable.of(SyntheticRunner.study(SyntheticRunner.small()));
    List<String> lines = table.lines().toList();
    assertEquals("n = 100, network 4-4-4, 400 iterations", lines.get(0));
    assertEquals("                | rate 0.1                  | rate 0.001", lines.get(1));
    assertEquals(
        "optimizer       |    loss    acc  <0.01    s|    loss    acc  <0.01    s", lines.get(2));
    assertEquals(
        "gradient descent|  0.6904*  51.0  never  0.2|  0.7100   50.0  never  0.2", lines.get(4));
    assertEquals("", lines.get(7));
  }

  @Test
  void of_divergedCell_isMarkedAndExplained() {
    String table = StudyTable.of(SyntheticRunner.study(SyntheticRunner.small()));
    assertTrue(table.contains("momentum        |diverged      -    @37"), table);
    assertTrue(
        table.contains(
            "diverged: n=100, network 8-8-8, rate 0.1, momentum,\n"
                + "  at step 37 in elementExp of (h1 * w2 + b2)"),
        table);
  }

  @Test
  void of_bestLossOfARate_hasAStar() {
    StudyResult study = SyntheticRunner.study(SyntheticRunner.small());
    List<String> rows = StudyTable.of(study).lines().skip(4).limit(3).toList();
    int best = 0;
    for (int o = 1; o < 3; o++) {
      if (last(study.cell(0, 0, 0, o)) < last(study.cell(0, 0, 0, best))) {
        best = o;
      }
    }
    for (int o = 0; o < 3; o++) {
      assertEquals(o == best, rows.get(o).charAt(25) == '*', rows.get(o));
    }
  }

  @Test
  void of_hostileNames_moveNoCursor() {
    StudySettings settings =
        new StudySettings(
            List.of(10),
            List.of(HiddenLayers.of(2)),
            List.of(0.5),
            HostileStrings.ALL,
            20,
            1,
            0.01);
    String table = StudyTable.of(SyntheticRunner.study(settings));
    assertFalse(table.codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
    assertFalse(table.contains("\u202e"));
  }

  private static double last(CellResult cell) {
    return cell.loss().at(cell.loss().length() - 1);
  }
}
