package strict

import (
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestMeantValues: the hint about a value that is none says what to write: what the key
// accepts, without what was meant as a comment or typed after the value.
func TestMeantValues(t *testing.T) {
	names := Names{Kind: func(name string) (Kind, bool) {
		switch name {
		case "whole":
			return KindInt, true
		case "day":
			return KindDate, true
		case "text":
			return KindString, true
		}
		return 0, false
	}}
	for _, c := range []struct{ line, write, how string }{
		{"any = 7 // 七", "7  # 七", "#"},
		{"any = 7；", "7", "mark"},
		{"any = 7。", "7", "mark"},
		{"any = 7 /* x */", "7  # x", "#"},
		{"any = 7；8", `"7；8"`, "quotes"},
		{"any = 7、8", `"7、8"`, "quotes"},
		{"any = 第七期", `"第七期"`, "quotes"},
		{"any = 第7期 -- 春季号", "7  # 春季号", "#"},
		{"any =", "", "3, 2026-01-05"},
		{"whole = 一九九八", "1998", "digits"},
		{"whole = 二十一", "21", "digits"},
		{"whole = 一百二十", "120", "digits"},
		{"whole = 一千零五", "1005", "digits"},
		{"whole = 三十份", "30", "digits"},
		{"whole = 甲", "", "such as 12"},
		{"whole =", "", "such as 12"},
		{"day = 二〇二四年十月三十日", "2024-10-30", "year-month-day"},
		{"day = 2024.10.3；", "2024-10-03", "mark"},
		{"day = 昨天", "", "such as 2026-01-05"},
		{"day =", "", "such as 2026-01-05"},
		{"text = 甲 // 乙", `"甲 // 乙"`, "quotes"},
		{"text =", "", `"…"`},
	} {
		var log diag.List
		names.Read("a.toml", []byte(c.line+"\n"), &log)
		items := log.Items()
		if len(items) != 1 || items[0].Code != "toml-bare-value" && items[0].Code != "toml-no-value" {
			t.Errorf("%s: %v", c.line, items)
			continue
		}
		d := items[0]
		how, _ := d.Args[len(d.Args)-1].(diag.Term)
		if d.Fix.Write != c.write || !strings.Contains(how.EN, c.how) {
			t.Errorf("%s: write %q; %s", c.line, d.Fix.Write, how.EN)
		}
	}
}

// TestMeantTypes: values of the wrong type from which the right one can be told.
func TestMeantTypes(t *testing.T) {
	for _, c := range []struct{ line, write string }{
		{"day = 20241003", "2024-10-03"}, {`day = "20241003"`, "2024-10-03"}, {"day = 20241303", ""}, {"day = 241003", ""},
		{"number = [1, 2]", `"1-2"`}, {`number = ["7", "8", "9"]`, `"7-9"`}, {"number = [1, 3]", ""}, {"number = [4]", "4"}, {"number = []", ""}, {"other = [1, 2]", ""},
	} {
		var log diag.List
		root, _ := Read("a.toml", []byte(c.line+"\n"), &log)
		key, _, _ := strings.Cut(c.line, " ")
		if key == "day" {
			root.Date(key)
		} else {
			root.Str(key)
		}
		if items := log.Items(); len(items) == 0 || items[0].Code != "wrong-type" || items[0].Fix.Write != c.write {
			t.Errorf("%s: %v", c.line, items)
		}
	}
}
