// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.allocatedDuring;
import static org.ejgrad.models.data.DataFiles.assertContains;
import static org.ejgrad.models.data.DataFiles.assertFault;
import static org.ejgrad.models.data.DataFiles.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.ejgrad.ops.random.CounterRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFaultsTest {
  private static final CsvFormat HOUSES = CsvFormat.withHeader().categories("city").target("price");
  private static final String HEADER = "area,city,price\n";
  private static final CsvFormat NUMBERS = CsvFormat.withoutHeader().target(-1);

  @TempDir private Path folder = Path.of("");

  private Path file(String content) {
    return DataFiles.write(folder, "bad.csv", content);
  }

  private DataFormatException fault(CsvFormat format, String content, String... parts) {
    Path path = file(content);
    DataFormatException fault = assertFault(() -> format.read(path), parts);
    assertEquals(path.toString(), fault.file());
    return fault;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "NaN", "inf", "-Infinity", "0x10", "1e999", "1d", "1;5", "\u0663"})
  void cell_notANumber_namesItsPlace(String cell) {
    DataFormatException fault =
        fault(HOUSES, HEADER + "1,Lyon,2\n" + cell + ",Lyon,3\n", "line 3, column 1 'area'");
    assertEquals(OptionalLong.of(3), fault.line());
    assertEquals(OptionalLong.of(1), fault.column());
    assertEquals(Optional.of("area"), fault.columnName());
    assertContains(fault, "got");
  }

  @Test
  void cell_empty_namesItsPlace() {
    fault(HOUSES, HEADER + ",Lyon,2\n", "line 2, column 1 'area'", "the cell is empty");
    fault(HOUSES, HEADER + "1,,2\n", "line 2, column 2 'city'", "the cell is empty");
    fault(HOUSES, HEADER + "1,Lyon,\n", "line 2, column 3 'price'", "the cell is empty");
    fault(NUMBERS, "1,2\n , 3\n", "line 2, column 1 'column1'");
    fault(CsvFormat.withoutHeader().classTarget(1), "1,a\n2,\n", "line 2, column 2");
  }

  @Test
  void line_afterQuotedLineBreaks_isCountedInTheFile() {
    fault(HOUSES, HEADER + "1,\"Ly\non\",2\nx,Lyon,3\n", "line 4, column 1 'area'");
    fault(NUMBERS.skipLines(2), "a\nb\n1,2\n3,x\n", "line 4, column 2");
  }

  @Test
  void row_raggedEitherWay_namesTheFirstCellAmiss() {
    fault(HOUSES, HEADER + "1,Lyon\n", "line 2, column 3 'price'", "must have 3 cells", "got 2");
    fault(HOUSES, HEADER + "1,Lyon,2,9\n", "line 2, column 4", "must have 3 cells", "got 4");
    fault(NUMBERS, "1,2\n3\n", "line 2, column 2 'column2'", "got 1");
  }

  @Test
  void emptyLine_beforeARow_isAFault() {
    fault(NUMBERS, "1,2\n\n3,4\n", "line 2", "an empty line may stand at the end only");
    fault(NUMBERS, "\n1,2\n", "line 1");
  }

  @Test
  void file_withoutRows_isAFault() {
    fault(NUMBERS, "", "line 1", "a row is required");
    fault(NUMBERS, "\n\n", "a row is required");
    fault(HOUSES, HEADER, "line 2", "a row is required");
    fault(NUMBERS.skipLines(1), "1,2", "a row is required");
    fault(NUMBERS.skipLines(3), "1,2\n3,4\n", "line 1", "Not enough lines to skip");
  }

  @Test
  void nulCharacter_isAFault() {
    fault(HOUSES, HEADER + "1,Ly\0on,2\n", "column 2 'city'", "NUL");
    fault(HOUSES.ignore("x"), "x,area,city,price\n\0,1,Lyon,2\n", "column 1 'x'", "NUL");
  }

  @Test
  void quote_openOrFollowedByText_isAFault() {
    fault(NUMBERS, "1,2\n\"3,4\n5,6\n", "line 2", "must be CSV", "Unclosed quoted field");
    fault(NUMBERS, "1,2\n\"3\"x,4\n", "line 2", "must be CSV", "after closing quote");
  }

  @Test
  void cellOrRow_tooLong_isAFault() {
    fault(NUMBERS, "1,2\n" + "1,".repeat(17_000), "line 2", "limit of 16384 fields");
    fault(NUMBERS, "1,2\n" + "7".repeat((16 << 20) + 10), "line 2", "maximum buffer size");
  }

  @Test
  void text_notUtf8_isAFault() {
    byte[] latin = "area,city,price\n1,Orl\u00e9ans,2\n".getBytes(StandardCharsets.ISO_8859_1);
    Path path = DataFiles.write(folder, "latin.csv", latin);
    assertFault(() -> HOUSES.read(path), "latin.csv, line", "must be UTF-8");
  }

  @Test
  void header_repeatedName_isAFault() {
    fault(HOUSES, "area,city,area,price\n1,Lyon,1,2\n", "line 1, column 3 'area'", "must differ");
  }

  @Test
  void header_withoutAWantedColumn_isAFault() {
    fault(HOUSES, "area,town,price\n1,Lyon,2\n", "category column 'city' is required", "town");
    fault(HOUSES, "area,city,cost\n1,Lyon,2\n", "target column 'price' is required");
    fault(NUMBERS.target(7), "1,2\n", "target column index 7 is required");
    fault(NUMBERS.ignore(-3), "1,2\n", "ignored column index -3 is required");
  }

  @Test
  void column_withTwoRolesOrNoneLeft_isAFault() {
    fault(HOUSES.categories("price"), HEADER + "1,a,2\n", "may have one role", "target");
    fault(NUMBERS, "1\n2\n", "a feature is required");
    fault(NUMBERS.ignore(0), "1,2\n", "a feature is required");
  }

  @Test
  void categories_tooMany_areAFault() {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < 1001; i++) {
      text.append("1,c").append(i).append(",2\n");
    }
    fault(HOUSES, text.toString(), "line 1002, column 2 'city'", "at most 1000", "maxCategories");
    assertEquals(1002, HOUSES.maxCategories(1001).read(file(text.toString())).featureCount());
  }

  @Test
  void value_unseenWhenLearning_isAFault() {
    CsvSchema schema = HOUSES.learn(file(HEADER + "1,Lyon,2\n1,Paris,3\n"));
    Path more = DataFiles.write(folder, "more.csv", HEADER + "1,Lyon,2\n1,Rome,3\n");
    assertFault(
        () -> schema.read(more),
        "more.csv, line 3, column 2 'city'",
        "a category must be one of [Lyon, Paris], got 'Rome'");
    CsvFormat given = CsvFormat.withoutHeader().classTarget(1, "a", "b");
    fault(given, "1,a\n2,c\n", "line 2, column 2", "a class must be one of [a, b], got 'c'");
  }

  @Test
  void classIndex_outOfRangeOrFraction_isAFault() {
    CsvFormat indices = CsvFormat.withoutHeader().classIndexTarget(1, "a", "b");
    for (String bad : new String[] {"2", "-1", "0.5", "1e10"}) {
      fault(indices, "1,0\n1," + bad + "\n", "line 2, column 2", "from 0 to 1, got " + bad);
    }
    fault(indices, "1,a\n", "a number is required, got 'a'");
  }

  @Test
  void furtherFile_otherColumns_isAFault() {
    CsvSchema schema = HOUSES.learn(file(HEADER + "1,Lyon,2\n"));
    Path less = DataFiles.write(folder, "less.csv", "city,price\nLyon,2\n");
    assertFault(() -> schema.read(less), "less.csv, line 1", "the column 'area' is required");
    Path more = DataFiles.write(folder, "more.csv", "area,city,price,tax\n1,Lyon,2,3\n");
    assertFault(() -> schema.read(more), "line 1, column 4 'tax'", "must be known");
    Path noTarget = DataFiles.write(folder, "no.csv", "area,city\n1,Lyon\n");
    assertFault(() -> schema.read(noTarget), "the column 'price' is required");
    CsvSchema numbered = NUMBERS.learn(file("1,2,3\n"));
    assertFault(() -> numbered.read(file("1,2\n")), "line 1", "must have 3 cells, got 2");
    assertFault(() -> numbered.readFeatures(file("1,2,3,4\n")), "must have 3 cells, got 4");
  }

  @Test
  void names_withControlCharacters_cannotForgeOutput() {
    String hostile = "ar\u001b[2Jea\u202e,city,price\nx,Lyon,2\n";
    DataFormatException fault = fault(HOUSES, hostile, "column 1 'ar?[2Jea?'");
    assertFalse(String.valueOf(fault.getMessage()).contains("\u001b"));
    Dataset named = HOUSES.read(file("a,city,price\n1,\"Ly\non\",2\n"));
    assertEquals("city=Ly?on", named.featureNames().get(1));
    fault(NUMBERS, "1,\u001b]0;title\u0007\n", "got '?]0;title?'");
    fault(NUMBERS, "1,\"2\"\u001bx\n", "must be CSV");
  }

  @Test
  void gzip_anyPrefix_isAFault() {
    byte[] packed = gzip((HEADER + "1,Lyon,2\n3,Paris,4\n").getBytes(StandardCharsets.UTF_8));
    for (int length = 2; length < packed.length; length++) {
      Path path = DataFiles.write(folder, "cut.csv", Arrays.copyOf(packed, length));
      DataFormatException fault = assertFault(() -> HOUSES.read(path), "cut.csv, byte " + length);
      assertEquals(OptionalLong.of(length), fault.byteOffset());
    }
  }

  @Test
  void gzip_bombWithoutLineBreaks_isStopped() {
    byte[] start = "1,2\n".getBytes(StandardCharsets.UTF_8);
    Path path = DataFiles.write(folder, "bomb.csv", gzip(start, 200 << 20));
    long bytes = allocatedDuring(() -> assertFault(() -> NUMBERS.read(path), "maximum buffer"));
    // FastCSV's buffer doubles up to 16 Mi characters: 64 MB in all, for a cell of 200 MB.
    assertTrue(bytes < 100_000_000, () -> bytes + " bytes allocated");
  }

  @Test
  void mutations_neverEscapeTheDocumentedException() {
    byte[] whole = (HEADER + "1.5,Lyon,2\n\"3\",Paris,4e1\n").getBytes(StandardCharsets.UTF_8);
    CounterRandom random = CounterRandom.of(11);
    int faults = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] mutant = whole.clone();
      CounterRandom one = random.stream(i);
      for (int k = 0; k <= one.intBelow(0, 3); k++) {
        mutant[one.intBelow(2 * k + 1, mutant.length)] = (byte) one.intBelow(2 * k + 2, 256);
      }
      Path path = DataFiles.write(folder, "mutant.csv", mutant);
      try {
        assertTrue(HOUSES.read(path).size() > 0);
      } catch (DataFormatException e) {
        faults++;
      }
    }
    assertTrue(faults > 1000, faults + " of 2000 mutants were found faulty");
  }

  @Test
  void widestHeader_isReadInLinearTime() {
    StringBuilder text = new StringBuilder("y");
    for (int j = 1; j < 16_384; j++) {
      text.append(",x").append(j);
    }
    text.append("\n0").append(",1".repeat(16_383)).append('\n');
    Path path = file(text.toString());
    assertTimeout(
        Duration.ofMillis(500), // 0.02 s; searching the header once for each column took 1.1 s
        () -> assertEquals(16_383, CsvFormat.withHeader().target("y").read(path).featureCount()));
  }

  @Test
  void missingFile_isAnIoError() {
    Path missing = folder.resolve("none.csv");
    assertContains(
        assertThrows(UncheckedIOException.class, () -> NUMBERS.read(missing)),
        "read " + missing,
        "the file must exist");
    assertContains(
        assertThrows(UncheckedIOException.class, () -> NUMBERS.read(folder)), "must be readable");
  }
}
