package cuesta.framework.ci.language.condition;

import java.util.ArrayList;
import java.util.List;

/** By descent: {@code ||} binds least, then {@code &&}, then comparisons. */
final class ExpressionParser {
  /** Deeper parentheses are nobody's intention; see docs/reference/limits.md. */
  static final int MAX_DEPTH = 50;

  private static final String FLAGS = "ismU";

  private final String text;
  private int at;
  private int depth;

  ExpressionParser(String text) {
    this.text = text;
  }

  Expression all() throws BadExpression {
    Expression.Node root = any();
    if (peek() != 0) {
      throw bad("there is more than an expression");
    }
    return new Expression(text.strip(), root);
  }

  private Expression.Node any() throws BadExpression {
    return chain(false);
  }

  private Expression.Node chain(boolean and) throws BadExpression {
    List<Expression.Node> parts = new ArrayList<>();
    do {
      parts.add(and ? comparison() : chain(true));
    } while (take(and ? "&&" : "||"));
    return parts.size() == 1 ? parts.getFirst() : new Expression.Chain(and, parts);
  }

  private Expression.Node comparison() throws BadExpression {
    Expression.Node left = operand();
    if (take("==")) {
      return new Expression.Equal(left, operand(), true);
    }
    if (take("!=")) {
      return new Expression.Equal(left, operand(), false);
    }
    if (take("=~")) {
      return new Expression.Match(left, operand(), true);
    }
    if (take("!~")) {
      return new Expression.Match(left, operand(), false);
    }
    return left;
  }

  private Expression.Node operand() throws BadExpression {
    char c = peek();
    if (c == '(') {
      return parentheses();
    }
    if (c == '"' || c == '\'') {
      int end = text.indexOf(c, at + 1);
      if (end < 0) {
        throw bad("a quote is not closed");
      }
      return new Expression.Literal(cut(at + 1, end, end + 1));
    }
    if (c == '$') {
      return variable();
    }
    if (c == '/') {
      return regex();
    }
    if (text.startsWith("null", at) && !name(at + 4)) {
      at += 4;
      return new Expression.Literal(null);
    }
    throw bad(
        c == 0
            ? "it ends too early"
            : "a variable, a quoted text, a /pattern/, null or ( belongs here");
  }

  private Expression.Node parentheses() throws BadExpression {
    if (++depth > MAX_DEPTH) {
      throw bad("parentheses are nested deeper than " + MAX_DEPTH);
    }
    at++;
    Expression.Node inner = any();
    if (!take(")")) {
      throw bad("a parenthesis is not closed");
    }
    depth--;
    return inner;
  }

  private Expression.Node variable() throws BadExpression {
    int end = at + 1;
    while (name(end)) {
      end++;
    }
    if (end == at + 1) {
      throw bad("$ has no name; braces are not taken here");
    }
    return new Expression.Variable(cut(at + 1, end, end));
  }

  private Expression.Node regex() throws BadExpression {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '/') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length() || end == at + 1) {
      throw bad("a pattern is not closed");
    }
    end++;
    while (end < text.length() && FLAGS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return new Expression.Slashes(Regex.of(cut(at, end, end)).orElseThrow());
  }

  private String cut(int from, int to, int next) {
    at = next;
    return text.substring(from, to);
  }

  private boolean name(int index) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return c == '_' || c < 128 && Character.isLetterOrDigit(c);
  }

  private boolean take(String sign) {
    peek();
    if (!text.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    return true;
  }

  /** The next sign that is no space, 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private BadExpression bad(String why) {
    return new BadExpression("at sign " + (at + 1) + ": " + why);
  }
}
