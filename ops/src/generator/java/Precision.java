// SPDX-License-Identifier: Apache-2.0
import java.util.Locale;

/** Names of a precision, of the bits of its values and of its vectors. */
enum Precision {
  DOUBLE("double", "Double", "long", "Long"),
  FLOAT("float", "Float", "int", "Int");

  final String type;
  final String name;
  final String bits;
  final String bitsName;

  Precision(String type, String name, String bits, String bitsName) {
    this.type = type;
    this.name = name;
    this.bits = bits;
    this.bitsName = bitsName;
  }

  /** The constant that holds the vectors' species; with _LANES, their length. */
  String species() {
    return "SimdSpecies." + name.toUpperCase(Locale.ROOT);
  }

  String vector() {
    return name + "Vector";
  }

  String bitsVector() {
    return bitsName + "Vector";
  }

  /** A number of a formula where a value stands: 1 becomes 1.0 or 1f, 0.5 becomes 0.5f. */
  String value(String number) {
    if (this == DOUBLE) {
      return number.matches("-?\\d+") ? number + ".0" : number;
    }
    return number.matches("-?\\d+(\\.\\d+)?") ? number + "f" : number;
  }
}
