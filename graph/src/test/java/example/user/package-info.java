// SPDX-License-Identifier: Apache-2.0
/**
 * Code outside the library's packages, as a user's is, for tests of what messages call the user's
 * line.
 */
@NullMarked
package example.user;

import org.jspecify.annotations.NullMarked;
