package cuesta.cli.remote;

import cuesta.cli.json.Node;

/**
 * How a directory is sent: its git work tree is packed and put among the blobs, and what is sent
 * says where it is.
 *
 * @param name of the argument or flag
 * @param untracked the switch that takes along what is neither tracked nor ignored; may be empty
 * @param ref the flag that names a commit to be packed instead; may be empty
 */
record TreeSpec(String name, String untracked, String ref) {
  static boolean isIn(Node param) {
    return param.get("tree").isObject();
  }

  static TreeSpec of(Node param) {
    Node tree = param.get("tree");
    return new TreeSpec(param.text("name"), tree.text("untracked"), tree.text("ref"));
  }
}
