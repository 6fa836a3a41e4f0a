package edition

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"jianbao/content/diag"
)

// TestLostAddresses: an edition for print tells once of the links whose address is not on
// the page; of those that are, and in other profiles, it says nothing.
func TestLostAddresses(t *testing.T) {
	g := New(Options{})
	for _, c := range []struct{ profile, text, want string }{
		{"print", "见[通知](https://shitang.example/tz/1)。", "https://shitang.example/tz/1 1"},
		{"print", "见[通知](https://shitang.example/tz/1)、[**办**法](https://shitang.example/b)。[^1]\n\n[^1]: 来信请寄[镇办](mailto:ban@shitang.example)。", "https://shitang.example/tz/1 3"},
		{"print", "| 甲 | 乙 |\n|---|---|\n| [丙](https://shitang.example/c) | 1 |", "https://shitang.example/c 1"},
		{"print", "见[通知](https://www.shitang.example/tz/)（网址：shitang.example/tz）。", ""},
		{"print", "<https://shitang.example/a>、[ban@shitang.example](mailto:ban@shitang.example?subject=x)、[0570-001 2345](tel:+0570-0012345)", ""},
		{"print", "[报名](https://shitang.example/bm)\n\n![扫码报名](qr:https://shitang.example/bm \"扫码报名\")", ""},
		{"print", "见[下文](#春灌)。\n\n## 春灌\n\n正文。", ""},
		{"print", "[通知](https://shitang.example/%E9%80%9A%E7%9F%A5)见 shitang.example/通知", ""},
		{"screen", "见[通知](https://shitang.example/tz/1)。", ""},
		{"archive", "见[通知](https://shitang.example/tz/1)。", ""},
	} {
		dir := t.TempDir()
		manifest := "schema = 1\n[publication]\ntitle = \"石塘通讯\"\nissuer = \"石塘镇\"\n[issue]\nyear = 2026\nnumber = \"3\"\ndate = 2026-03-18\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"春灌\"\nfile = \"a.md\"\n"
		for name, text := range map[string]string{"issue.toml": manifest, "a.md": c.text + "\n"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		log := diag.List{}
		e := g.ReadFile(filepath.Join(dir, "issue.toml"), Choices{Profile: c.profile}, &log)
		e.Compose()
		got := ""
		for _, d := range log.Items() {
			switch {
			case d.Code == "print-link":
				got += fmt.Sprint(d.Args[0], " ", d.Args[1])
			case d.Severity == diag.Error:
				t.Errorf("%q: %s", c.text, d.Code)
			}
		}
		if got != c.want {
			t.Errorf("%s %q: %q is told, want %q", c.profile, c.text, got, c.want)
		}
	}
}
