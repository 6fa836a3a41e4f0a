package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/packed"
	"jianbao/cmd/jianbao/internal/schema"
	"jianbao/content/diag"
	"jianbao/content/strict"
	"jianbao/layout/theme"
)

var update = flag.Bool("update", false, "write the generated tables of the documentation and the recorded terminal")

// TestDocTables compares the generated tables of the topics with the program: the
// keys of themes and manifests, message codes, usage and flags. Then it compares the
// texts with their packed form, which the program contains.
func TestDocTables(t *testing.T) {
	for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
		for _, table := range []struct{ topic, name, want string }{
			{"themes", "theme keys", themeTable(t, lang)},
			{"messages", "codes", codeTable(lang)},
			{"manifest", "manifest keys", schema.ManifestTable(lang)},
			{"terminal", "usage", "```\n" + cli.Synopses(lang) + "```\n"},
			{"flags", "flags", flagTables(lang)},
		} {
			path := docPath(table.topic, lang)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			begin, end := "<!-- "+table.name+" -->\n", "<!-- end of "+table.name+" -->"
			i, j := strings.Index(text, begin), strings.Index(text, end)
			if i < 0 || j < i {
				t.Errorf("%s has no place for the table %q", path, table.name)
				continue
			}
			i += len(begin)
			got := text[i:j]
			switch {
			case got == table.want:
			case *update:
				if err := os.WriteFile(path, []byte(text[:i]+table.want+text[j:]), 0o666); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s: the table %q is out of date: run go test ./cmd/jianbao -run DocTables -update\n%s", path, table.name, firstDifference(got, table.want))
			}
		}
	}
	for _, folder := range []string{"zh", "en", "codes"} {
		comparePacked(t, folder)
	}
}

// comparePacked compares a folder of the documentation with its packed form.
func comparePacked(t *testing.T, folder string) {
	files, err := filepath.Glob(filepath.Join("docs", folder, "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("docs/%s has no texts: %v", folder, err)
	}
	want := packed.Texts{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want[filepath.Base(file)] = string(data)
	}
	path := filepath.Join("docs", "packed", folder+".gz")
	data, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if got, err := packed.Unpack(data); err == nil && maps.Equal(got, want) {
		return // also if another version of Go would compress it in another way
	}
	if !*update {
		t.Errorf("%s differs from the texts in docs/%s: run go test ./cmd/jianbao -run DocTables -update", path, folder)
		return
	}
	if data, err = packed.Pack(want); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// flagTables lists the flags of each command.
func flagTables(lang diag.Lang) string {
	var b strings.Builder
	for c := range cli.All() {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", c.Name, schema.Cell(c.About.In(lang)))
		rows := 0
		for f := range c.Flags() {
			if rows++; rows == 1 {
				b.WriteString("| | |\n| --- | --- |\n")
			}
			flag := strings.TrimSpace(f.Dashed() + " " + f.Argument(lang))
			fmt.Fprintf(&b, "| `%s` | %s |\n", strings.ReplaceAll(flag, "|", `\|`), schema.Cell(f.About.In(lang)))
		}
		if rows > 0 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// docPath returns the file of a topic.
func docPath(topic string, lang diag.Lang) string {
	folder := "en"
	if lang == diag.ZH {
		folder = "zh"
	}
	return filepath.Join("docs", folder, topic+".md")
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("has:  %s\nwant: %s", g[i], w[i])
		}
	}
	return fmt.Sprintf("has %d lines, want %d", len(g), len(w))
}

// codeTable lists every message code in one language.
func codeTable(lang diag.Lang) string {
	var b strings.Builder
	if lang == diag.ZH {
		b.WriteString("| 代码 | 级别 | 含义 | 怎么办 |\n| --- | --- | --- | --- |\n")
	} else {
		b.WriteString("| code | | meaning | what to do |\n| --- | --- | --- | --- |\n")
	}
	for _, code := range diag.Codes() {
		severity, _ := diag.SeverityOf(code)
		message, hint := diag.Describe(code, lang)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", code, severity, schema.Cell(message), schema.Cell(hint))
	}
	return b.String()
}

// themeTable lists every theme key with its type, what it decides and its value
// in each bundled theme, as the theme's file writes it.
func themeTable(t *testing.T, lang diag.Lang) string {
	defaults := map[string]map[string]string{}
	for _, name := range theme.Names() {
		defaults[name] = themeFile(t, name)
	}
	var b strings.Builder
	if lang == diag.ZH {
		b.WriteString("| 键 | 值 | 决定什么 |")
	} else {
		b.WriteString("| key | value | what it decides |")
	}
	for _, name := range theme.Names() {
		fmt.Fprintf(&b, " `%s` |", name)
	}
	b.WriteString("\n| --- | --- | --- |" + strings.Repeat(" --- |", len(theme.Names())) + "\n")
	for _, k := range theme.Keys() {
		said := k.EN
		if lang == diag.ZH {
			said = k.ZH
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |", k.Name, schema.Value(&k.Key, lang), schema.Cell(said))
		for _, name := range theme.Names() {
			fmt.Fprintf(&b, " %s |", defaultOf(k, defaults[name]))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// themeFile returns the values of a bundled theme as written, those of the theme that
// it extends included.
func themeFile(t *testing.T, name string) map[string]string {
	path := filepath.Join("..", "..", "layout", "theme", "themes", name+".toml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var log diag.List
	table, ok := strict.Parse(&diag.Source{Path: path, Data: data}, &log)
	if !ok {
		t.Fatalf("%s is not valid TOML", path)
	}
	values := map[string]string{}
	for _, leaf := range table.Leaves() {
		values[leaf.Key] = leaf.Value.Span.Text()
	}
	if name == theme.Default {
		return values
	}
	for k, v := range themeFile(t, cmp.Or(strings.Trim(values["extends"], `"`), theme.Default)) {
		if _, own := values[k]; !own {
			values[k] = v
		}
	}
	return values
}

// defaultOf returns a key's default; for a key with *, the defaults by name.
func defaultOf(k theme.Key, values map[string]string) string {
	pre, post, star := strings.Cut(k.Name, "*")
	if !star {
		return code(values[k.Name])
	}
	var parts []string
	var names []string
	for name := range values {
		if strings.HasPrefix(name, pre) && strings.HasSuffix(name, post) && len(name) > len(pre)+len(post) &&
			!strings.Contains(name[len(pre):len(name)-len(post)], ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		parts = append(parts, name[len(pre):len(name)-len(post)]+" "+code(values[name]))
	}
	return strings.Join(parts, "<br>")
}

func code(value string) string {
	if value == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(strings.Join(strings.Fields(value), " "), "|", `\|`) + "`"
}
