package backissues

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// manifestFaults returns the faults of issue.toml itself.
func manifestFaults() []kind {
	swap := func(from, to string) func(*draft) { return func(d *draft) { d.swap(from, to) } }
	return []kind{
		// Invalid TOML.
		fault("TOML: a string that does not end", swap("\"\nissuer", "\nissuer"), "toml-unclosed-string"),
		fault("TOML: no equals sign", swap("date = ", "date "), "toml-no-equals"),
		fault("TOML: an array that does not end", swap("\"]\n", "\"\n"), "toml-unclosed"),
		fault("TOML: curly quotes", func(d *draft) { d.swap(`title = "`+d.title+`"`, `title = “`+d.title+`”`) }, "toml-quotes"),
		fault("TOML: full-width signs", swap("year = ", "year ＝ "), "toml-fullwidth"),
		fault("TOML: a backslash in a path", swap("/01.txt", `\01.txt`), "toml-escape"),
		fault("TOML: a key twice", swap("\nyear = ", "\nyear = 1900\nyear = "), "duplicate-key"),
		fault("TOML: a control character", swap("issuer", "\x08issuer"), "toml-control"),
		fault("manifest in GBK", func(d *draft) { d.recode(gbk) }, "toml-encoding"),
		fault("manifest in UTF-16", func(d *draft) { d.recode(utf16Of(binary.LittleEndian, true)) }, "toml-encoding"),
		fault("manifest with a byte of another encoding", func(d *draft) { d.swap("issuer = [\"", "issuer = [\"\x80") }, "toml-utf8"),
		fault("manifest empty", func(d *draft) {
			d.inFolder()
			d.edit = append(d.edit, func([]byte) []byte { return nil })
		}, "missing-key", "no-sections"),
		fault("manifest of zeros", func(d *draft) {
			d.edit = append(d.edit, func(b []byte) []byte { return make([]byte, len(b)) })
		}, "file-zeros"),
		fault("manifest cut off, and zeros", func(d *draft) {
			d.edit = append(d.edit, func(b []byte) []byte { return append(b[:len(b)/5], make([]byte, len(b))...) })
		}, "file-zeros"),

		// Input that is expensive to parse.
		fault("500 levels of brackets", func(d *draft) {
			d.add("\n[deep]\nx = " + strings.Repeat("[", 500) + strings.Repeat("]", 500) + "\n")
		}, "toml-too-deep"),
		fault("400,000 levels of brackets", func(d *draft) { d.add("\n[deep]\nx = " + strings.Repeat("[", 400_000) + "\n") }, "toml-too-deep"),
		fault("a key of 40,000 parts", func(d *draft) { d.add("\n" + strings.Repeat("a.", 39_999) + "a = 1\n") }, "toml-key-parts"),
		fault("a table of 40,000 parts", func(d *draft) { d.add("\n[" + strings.Repeat("a.", 39_999) + "a]\n") }, "toml-key-parts"),
		fault("500,001 values", func(d *draft) { d.add("\n[many]\nx = [" + strings.Repeat("1,", 500_001) + "]\n") }, "toml-too-many"),
		fault("manifest over 8 MiB", func(d *draft) {
			d.noManifest = true
			d.files = append(d.files, file{name: d.manifest(), data: d.toml(), size: 8<<20 + 1})
		}, "file-too-large"),

		// Valid TOML that is not a valid manifest.
		fault("schema 2", swap("schema = 1", "schema = 2"), "schema-version"),
		fault("no schema", swap("schema = 1\n", ""), "missing-key"),
		fault("a key misspelt", swap("issuer = ", "isuer = "), "unknown-key"),
		fault("a needed key misspelt", swap("date = ", "data = "), "missing-key", "unknown-key"),
		fault("a needed key missing", swap("title = \""+"", "# title = \""), "missing-key"),
		fault("a year in quotes", func(d *draft) { d.swap(fmt.Sprintf("year = %d", d.year), fmt.Sprintf("year = \"%d\"", d.year)) }, "wrong-type"),
		fault("a year of five digits", swap("year = ", "year = 1"), "out-of-range"),
		fault("a date that does not exist", func(d *draft) {
			d.swap(fmt.Sprintf("date = %d-%02d-%02d", d.year, d.month, 1+d.index%28), fmt.Sprintf("date = %d-02-30", d.year))
		}, "toml-day"),
		fault("a date in words", func(d *draft) {
			d.swap(fmt.Sprintf("date = %d-%02d-%02d", d.year, d.month, 1+d.index%28), fmt.Sprintf("date = \"%d年%d月\"", d.year, d.month))
		}, "wrong-type"),
		fault("an unsupported language", swap("[publication]", "[publication]\nlang = \"la\""), "bad-lang"),
		fault("no section", func(d *draft) { d.sections = nil }, "no-sections"),
		fault("an empty section", func(d *draft) { d.sections = append(d.sections, section{title: "补遗"}) }, "empty-section"),
		fault("a section in single brackets", func(d *draft) {
			d.sections = d.sections[:1]
			d.swap("[[section]]", "[section]")
		}, "single-table"),
		fault("two sections in single brackets", func(d *draft) {
			d.sections = append(d.sections[:1], section{title: "补遗", articles: d.sections[0].articles[:1]})
			d.swap("[[section]]", "[section]")
			d.swap("[[section]]", "[section]")
		}, "single-table"),
		fault("an article without text", func(d *draft) { d.any().file = "" }, "no-text"),
		fault("file and text", func(d *draft) { a := d.any(); a.lines = append(a.lines, `text = "正文"`) }, "file-and-text"),
		fault("a bell in a title", func(d *draft) { d.swap("title = \""+d.title, "title = \"\\u0007"+d.title) }, "bad-character"),

		// Unreadable files.
		fault("manifest is a pipe", func(d *draft) {
			d.inFolder()
			d.noManifest = true
			d.files = append(d.files, file{name: d.manifest(), pipe: true})
		}, "file-not-regular").where(pipes),
		fault("unreadable manifest", func(d *draft) {
			d.noManifest = true
			d.files = append(d.files, file{name: d.manifest(), data: d.toml(), shut: true})
		}, "file-unreadable").where(refusals),
	}
}
