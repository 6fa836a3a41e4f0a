package diag

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	han := strings.Repeat("字", 39)
	for _, tt := range []struct{ name, text, first, hang, want string }{
		{"short", "a b", "- ", "  ", "- a b\n"},
		{"empty", "", "  x", "", "  x\n"},
		{"spaces", strings.Repeat("a ", 41), "", "", strings.TrimRight(strings.Repeat("a ", 40), " ") + "\na\n"},
		{"hang", han + "字", "  ", "    ", "  " + han[:3*38] + "\n    字字\n"},
		{"no closing mark begins a line", han + "，字", "", "", han[3:] + "\n字，字\n"},
		{"no opening mark ends a line", han[:3*38] + "a（字", "", "", han[:3*38] + "a\n（字\n"},
		{"code opens and closes", han[:3*38] + "、`a`、`b`", "", "", han[:3*38] + "、\n`a`、`b`\n"},
		{"between code", han[:3*36] + "`a`、`b`", "", "", han[:3*36] + "`a`、\n`b`\n"},
		{"wider than a line", strings.Repeat("a", 100), "", "", strings.Repeat("a", 79) + "\n" + strings.Repeat("a", 21) + "\n"},
		{"code is kept whole", strings.Repeat("a", 75) + " `b 字 c`，字", "", "", strings.Repeat("a", 75) + "\n`b 字 c`，字\n"},
		{"a break before code", han[:3*38] + "`字字`字", "", "", han[:3*38] + "\n`字字`字\n"},
	} {
		if got := Wrap(tt.text, tt.first, tt.hang); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}
