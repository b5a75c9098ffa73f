// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.assertRejects;
import static org.ejgrad.models.data.DataFiles.gzip;
import static org.ejgrad.models.data.DataFiles.real;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest {
  private static final String HOUSES =
      "area,rooms,city,price\n120,4,Lyon,300\n80.5,3,Paris,500\n60,2,Lyon,1.5e2\n";
  private static final CsvFormat PRICES = CsvFormat.withHeader().categories("city").target("price");

  @TempDir private Path folder = Path.of("");

  private Path file(String content) {
    return DataFiles.write(folder, "data.csv", content);
  }

  @Test
  void read_headerAndCategory_becomesOneColumnPerCategory() {
    Dataset houses = PRICES.read(file(HOUSES));
    assertEquals(List.of("area", "rooms", "city=Lyon", "city=Paris"), houses.featureNames());
    assertArrayEquals(
        new double[] {120, 4, 1, 0, 80.5, 3, 0, 1, 60, 2, 1, 0}, houses.features().data);
    assertArrayEquals(new double[] {300, 500, 150}, houses.targets().data);
    assertEquals(List.of(), houses.classNames());
  }

  @Test
  void categories_areThoseOfTheColumnInTheOrderOfTheirFeatures() {
    assertEquals(List.of("Lyon", "Paris"), PRICES.learn(file(HOUSES)).categories("city"));
    CsvSchema numbered = CsvFormat.withoutHeader().categories(1).learn(file("1,b\n2,a\n"));
    assertEquals(List.of("b", "a"), numbered.categories("column2"));
  }

  @Test
  void categories_ofAnotherColumn_namesTheCategoryColumns() {
    CsvSchema schema = PRICES.learn(file(HOUSES));
    for (String column : List.of("area", "price", "town")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> schema.categories(column));
      assertEquals(
          "categories: a category column is required, one of [city], got '" + column + "'",
          refused.getMessage());
    }
  }

  @Test
  void read_columnsByIndex_fromTheFrontOrTheEnd() {
    Dataset named = PRICES.read(file(HOUSES));
    Dataset numbered = CsvFormat.withHeader().categories(2).target(-1).read(file(HOUSES));
    assertEquals(named.featureNames(), numbered.featureNames());
    assertArrayEquals(named.features().data, numbered.features().data);
    Dataset first = CsvFormat.withHeader().ignore("city").target(0).read(file(HOUSES));
    assertEquals(List.of("rooms", "price"), first.featureNames());
    assertArrayEquals(new double[] {120, 80.5, 60}, first.targets().data);
  }

  @Test
  void read_classNames_inOrderOfFirstAppearanceOrGiven() {
    Path path = file("1,cat\n2,dog\n3,cat\n");
    Dataset found = CsvFormat.withoutHeader().classTarget(1).read(path);
    assertEquals(List.of("cat", "dog"), found.classNames());
    assertEquals(List.of("column1"), found.featureNames());
    assertArrayEquals(new double[] {0, 1, 0}, found.targets().data);
    Dataset given = CsvFormat.withoutHeader().classTarget(1, "dog", "bird", "cat").read(path);
    assertEquals(List.of("dog", "bird", "cat"), given.classNames());
    assertArrayEquals(new double[] {2, 0, 2}, given.targets().data);
  }

  @Test
  void read_classIndices_afterAMetadataLine() {
    Path path = file("2,1,no,yes\n0.5,1\n0.25,0\n");
    Dataset data =
        CsvFormat.withoutHeader().skipLines(1).classIndexTarget(-1, "no", "yes").read(path);
    assertEquals(List.of("no", "yes"), data.classNames());
    assertArrayEquals(new double[] {1, 0}, data.targets().data);
  }

  @Test
  void read_otherSeparatorsQuotesLineEndsAndMark() {
    Path path = file("\ufeff\"a;b\";c\r\n\"1\";2\r\n3;\"4\"\r\n\r\n\r\n");
    Dataset data = CsvFormat.withHeader().separator(';').target("c").read(path);
    assertEquals(List.of("a;b"), data.featureNames());
    assertArrayEquals(new double[] {1, 3}, data.features().data);
    assertArrayEquals(new double[] {2, 4}, data.targets().data);
  }

  @Test
  void read_gzip_isUnpackedWhateverItsName() {
    byte[] packed = gzip(HOUSES.getBytes(StandardCharsets.UTF_8));
    Dataset houses = PRICES.read(DataFiles.write(folder, "houses.csv", packed));
    assertArrayEquals(new double[] {300, 500, 150}, houses.targets().data);
  }

  @Test
  void read_emptyHeaderCells_areNumbered() {
    Path path = file(",x\n7,8\n");
    assertEquals(List.of("column1"), CsvFormat.withHeader().target("x").read(path).featureNames());
  }

  @Test
  void read_manyRows_keepsEachInItsPlace() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append(i).append(',').append(-i).append('\n');
    }
    Dataset data = CsvFormat.withoutHeader().target(1).read(file(text.toString()));
    assertEquals(1000, data.size());
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, data.features().get(i, 0));
      assertEquals(-i, data.targets().get(i, 0), 0.0);
    }
  }

  @Test
  void read_nonFiniteAndHex_onlyWhenAsked() {
    Path path = file("NaN,0x10\ninf,1\n");
    CsvFormat strict = CsvFormat.withoutHeader().target(1);
    assertThrows(DataFormatException.class, () -> strict.read(path));
    Dataset data = strict.acceptNonFiniteAndHex().read(path);
    assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY}, data.features().data);
    assertArrayEquals(new double[] {16, 1}, data.targets().data);
  }

  @Test
  void schema_furtherFile_usesTheSameCategories() {
    CsvSchema schema = PRICES.learn(file(HOUSES));
    Dataset more = schema.read(file("city,price,rooms,area\nParis,9,1,30\n"));
    assertArrayEquals(new double[] {30, 1, 0, 1}, more.features().data);
    assertArrayEquals(new double[] {9}, more.targets().data);
    assertEquals(List.of("area", "rooms", "city=Lyon", "city=Paris"), schema.featureNames());
  }

  @Test
  void schema_readFeatures_withOrWithoutTheTarget() {
    CsvSchema named = PRICES.learn(file(HOUSES));
    double[] expected = {120, 4, 1, 0};
    assertArrayEquals(expected, named.readFeatures(file("city,area,rooms\nLyon,120,4\n")).data);
    assertArrayEquals(
        expected, named.readFeatures(file("area,rooms,city,price\n120,4,Lyon,?\n")).data);
    CsvSchema numbered = CsvFormat.withoutHeader().target(1).learn(file("1,9,2\n3,9,4\n"));
    assertArrayEquals(new double[] {5, 6}, numbered.readFeatures(file("5,6\n")).data);
    assertArrayEquals(new double[] {5, 6}, numbered.readFeatures(file("5,?,6\n")).data);
  }

  @Test
  void schema_encode_oneRow() {
    CsvSchema schema = PRICES.learn(file(HOUSES));
    DMatrixRMaj row = schema.encode("99", "5", "Paris");
    assertEquals(1, row.numRows);
    assertArrayEquals(new double[] {99, 5, 0, 1}, row.data);
    assertRejects(
        () -> schema.encode("99", "5", "Rome"),
        "encode: column 'city': a category must be one of [Lyon, Paris], got 'Rome'");
    assertRejects(() -> schema.encode("x", "5", "Lyon"), "column 'area': a number is required");
    assertRejects(() -> schema.encode("99"), "[area, rooms, city], got 1 cells");
  }

  @Test
  void schema_classNames_areThoseOfTheFirstFile() {
    CsvSchema schema = CsvFormat.withoutHeader().classTarget(0).learn(file("b,1\na,2\n"));
    assertEquals(List.of("b", "a"), schema.classNames());
    assertArrayEquals(new double[] {1}, schema.read(file("a,3\n")).targets().data);
  }

  @Test
  void readFeatures_withoutATarget_takesEveryColumn() {
    DMatrixRMaj all = CsvFormat.withoutHeader().separator(' ').readFeatures(file("1 2\n3 4\n"));
    assertEquals(2, all.numCols);
    assertArrayEquals(new double[] {1, 2, 3, 4}, all.data);
  }

  @Test
  void read_withoutATarget_isMisuse() {
    Path path = file("1,2\n");
    CsvFormat format = CsvFormat.withoutHeader();
    assertThrows(IllegalStateException.class, () -> format.read(path));
    assertThrows(IllegalStateException.class, () -> format.learn(path).read(path));
  }

  @Test
  void settings_outOfRange_areRejected() {
    CsvFormat format = CsvFormat.withHeader();
    assertRejects(() -> format.separator('"'), "separator");
    assertRejects(() -> format.separator('\n'), "got character 10");
    assertRejects(() -> format.skipLines(-1), "got -1");
    assertRejects(() -> format.target(""), "must not be empty");
    assertRejects(() -> format.maxCategories(0), "got 0");
    assertRejects(() -> format.classIndexTarget(0), "got none");
    assertRejects(() -> format.classIndexTarget("y"), "got none");
    assertRejects(() -> format.classTarget("y", "a", "a"), "must differ", "[a, a]");
    assertRejects(() -> format.classTarget("y", ""), "not be empty");
  }

  private static Dataset classic(String name, String... classNames) {
    return CsvFormat.withoutHeader()
        .skipLines(1)
        .classIndexTarget(-1, classNames)
        .read(real("classic/" + name));
  }

  @Test
  void iris_hasFiftyOfEach() {
    Dataset iris = classic("iris.csv", "setosa", "versicolor", "virginica");
    assertEquals(150, iris.size());
    assertEquals(4, iris.featureCount());
    assertArrayEquals(new int[] {50, 50, 50}, classCounts(iris));
    assertEquals(5.843333333333334, mean(iris.features(), 0), 1e-12); // as scikit-learn's summary
  }

  @Test
  void wine_hasItsThreeCultivars() {
    Dataset wine = classic("wine_data.csv", "class_0", "class_1", "class_2");
    assertEquals(13, wine.featureCount());
    assertArrayEquals(new int[] {59, 71, 48}, classCounts(wine));
  }

  @Test
  void breastCancer_hasItsTwoDiagnoses() {
    Dataset cancer = classic("breast_cancer.csv", "malignant", "benign");
    assertEquals(30, cancer.featureCount());
    assertArrayEquals(new int[] {212, 357}, classCounts(cancer));
  }

  @Test
  void digits_areUnpackedFromGzip() {
    Dataset digits =
        CsvFormat.withoutHeader()
            .classIndexTarget(-1, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            .read(real("classic/digits.csv.gz"));
    assertEquals(64, digits.featureCount());
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, classCounts(digits));
  }

  @Test
  void diabetes_isInTwoFilesWithSpaces() {
    CsvFormat spaced = CsvFormat.withoutHeader().separator(' ');
    Dataset diabetes =
        Dataset.regression(
            spaced.readFeatures(real("classic/diabetes_data_raw.csv.gz")),
            spaced.readFeatures(real("classic/diabetes_target.csv.gz")));
    assertEquals(442, diabetes.size());
    assertEquals(10, diabetes.featureCount());
    assertEquals(152.13348416289594, mean(diabetes.targets(), 0), 1e-10);
    assertEquals(48.51809954751131, mean(diabetes.features(), 0), 1e-10);
  }

  private static int[] classCounts(Dataset data) {
    int[] counts = new int[data.classCount()];
    for (int row = 0; row < data.size(); row++) {
      counts[data.classOf(row)]++;
    }
    return counts;
  }

  private static double mean(DMatrixRMaj matrix, int column) {
    double sum = 0;
    for (int row = 0; row < matrix.numRows; row++) {
      sum += matrix.get(row, column);
    }
    return sum / matrix.numRows;
  }
}
