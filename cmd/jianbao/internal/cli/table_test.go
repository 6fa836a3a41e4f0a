package cli

import (
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// TestRows: every row of both tables is complete and agrees with the others.
func TestRows(t *testing.T) {
	for i := range commands {
		c := &commands[i]
		if c.Name == "" || c.ID == 0 || c.ID&(c.ID-1) != 0 || c.Synopsis.ZH == "" || c.Synopsis.EN == "" {
			t.Errorf("command %d, %q: not complete", i, c.Name)
		}
		if c.Mode == "" {
			for _, about := range []string{c.About.ZH, c.About.EN} {
				if about == "" || strings.Contains(about, "\n") {
					t.Errorf("%s: its text %q is not one paragraph", c.Name, about)
				}
			}
		} else if f := c.Flag(c.Mode); f == nil || f.Kind != Switch {
			t.Errorf("%s has a form --%s, which is not one of its switches", c.Name, c.Mode)
		}
		if c.Min > 0 {
			if _, ok := diag.SeverityOf(c.Missing); !ok {
				t.Errorf("%s: no finding %q", c.Name, c.Missing)
			}
		}
		if (c.Max != 0) != (len(c.Operands) > 0) || c.Max > 0 && c.Min > c.Max {
			t.Errorf("%s: from %d to %d operands, %d described", c.Name, c.Min, c.Max, len(c.Operands))
		}
		for _, o := range c.Operands {
			if (o.Kind == Choice) != (len(o.Values) > 0) || o.Kind == Choice && c.Missing == "" {
				t.Errorf("%s: a choice has values and a finding, nothing else has", c.Name)
			}
		}
		for k := range i {
			if commands[k].ID == c.ID || commands[k].Name == c.Name && commands[k].Mode == c.Mode {
				t.Errorf("commands %d and %d are the same", k, i)
			}
		}
	}
	profiles := Find("build").Flag("profile").Values
	for i := range flags {
		f := &flags[i]
		if f.Name == "" || f.Of == 0 || f.About.ZH == "" || f.About.EN == "" {
			t.Errorf("flag %d, %q: not complete", i, f.Name)
		}
		if (f.Kind == Choice) != (len(f.Values) > 0) {
			t.Errorf("%s: a choice has values, nothing else has", f.Dashed())
		}
		if (f.Kind == Switch) != (f.Argument(diag.EN) == "" && f.Argument(diag.ZH) == "") {
			t.Errorf("%s: a switch has no argument, all else has", f.Dashed())
		}
		if f.Profile != "" && !slices.Contains(profiles, f.Profile) {
			t.Errorf("%s is for %q, which is not a profile", f.Dashed(), f.Profile)
		}
		if _, ok := diag.SeverityOf(f.Because); f.Because != "" && !(ok && f.Without != "") {
			t.Errorf("%s: %q explains no contradiction", f.Dashed(), f.Because)
		}
		for _, other := range []string{f.Needs, f.Without} {
			if other != "" && find(other, f.Of) == nil {
				t.Errorf("%s goes with or without %s, which its commands do not take", f.Dashed(), dashed(other))
			}
		}
		for k := range i {
			g := &flags[k]
			if f.Name != g.Name {
				continue
			}
			if (f.Kind == Switch) != (g.Kind == Switch) {
				t.Errorf("%s is a switch here and none there: what follows it cannot be known before the command", f.Dashed())
			}
			for c := range All() {
				if forms := c.forms(); f.Of&forms != 0 && g.Of&forms != 0 {
					t.Errorf("%s has two rows for %s", f.Dashed(), c.Name)
				}
			}
		}
	}
}

// TestTargets: a value of the flag's kind can be stored for every flag, and reaches its
// field.
func TestTargets(t *testing.T) {
	for i := range flags {
		f := &flags[i]
		if f.to == nil {
			continue
		}
		var a Arguments
		value := map[Kind]string{Number: "7", Duration: "90s", Size: "512MiB", Setting: "a.b = c"}[f.Kind]
		if f.Kind == Choice {
			value = f.Values[len(f.Values)-1]
		} else if value == "" {
			value = "x"
		}
		if bad := store(f, f.to(&a), f.Dashed(), value); bad != nil {
			t.Errorf("%s %s: %v", f.Dashed(), value, bad)
		}
		want := map[Kind]any{Switch: true, Number: 7, Duration: 90 * time.Second, Size: Bytes(512 << 20), Setting: []edition.Setting{{Key: "a.b", Value: "c"}}}[f.Kind]
		if want == nil {
			want = value
			if f.Repeat {
				want = []string{value}
			}
		}
		got := fmt.Sprintf("%+v", a)
		if target := fmt.Sprintf("%v", deref(f.to(&a))); target != fmt.Sprintf("%v", want) {
			t.Errorf("%s %s: %s, want %v", f.Dashed(), value, target, want)
		}
		if got == fmt.Sprintf("%+v", Arguments{}) {
			t.Errorf("%s %s changes nothing", f.Dashed(), value)
		}
		for k := range i { // rows of other names go elsewhere
			if g := &flags[k]; g.Name != f.Name && g.to != nil && g.to(&a) == f.to(&a) {
				t.Errorf("%s and %s have one target", f.Dashed(), g.Dashed())
			}
		}
	}
}

func deref(p any) any {
	switch p := p.(type) {
	case *bool:
		return *p
	case *string:
		return *p
	case *[]string:
		return *p
	case *int:
		return *p
	case *time.Duration:
		return *p
	case *Bytes:
		return *p
	case *[]edition.Setting:
		return *p
	}
	return nil
}

// TestStatic: the tables are static data. If a package computes nothing at start, its
// initializer is a single instruction, and the linker omits it.
func TestStatic(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go")
	}
	file, err := exec.Command("go", "list", "-export", "-f", "{{.Export}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	symbols, err := exec.Command("go", "tool", "nm", "-size", strings.TrimSpace(string(file))).Output()
	if err != nil {
		t.Fatal(err)
	}
	const instruction = 16 // bytes, with padding
	found := false
	for line := range strings.Lines(string(symbols)) {
		fields := strings.Fields(line) // address, size, kind, name
		if len(fields) != 4 {
			continue
		}
		found = found || strings.HasSuffix(fields[3], "internal/cli.flags")
		if size, err := strconv.Atoi(fields[1]); strings.HasSuffix(fields[3], "internal/cli.init") && (err != nil || size > instruction) {
			t.Errorf("something is computed at start: %s", line)
		}
	}
	if !found {
		t.Fatalf("the table of flags is not among the symbols:\n%s", symbols)
	}
}

// TestUsage: the usage of each command lists each of its flags once with its full text,
// aligned, and no line is wider than 80 columns.
func TestUsage(t *testing.T) {
	for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
		overview := Overview(lang)
		for c := range All() {
			text := c.Usage(lang)
			if line := Entry(c.Name, c.Summary.In(lang)); c.Summary.In(lang) == "" || !strings.Contains(overview, "\n"+line) || diag.Width(line) > 80 {
				t.Errorf("the overview lacks %s, or its line is too long", c.Name)
			}
			if !strings.Contains(Synopses(lang), "jianbao "+c.Name+" ") {
				t.Errorf("the synopses lack %s", c.Name)
			}
			for f := range c.Flags() {
				head := strings.TrimRight("  "+f.Dashed()+" "+f.Argument(lang), " ")
				_, after, found := strings.Cut(text, "\n"+head)
				if !found || strings.Contains(after, "\n"+head+" ") || strings.Contains(after, "\n"+head+"\n") {
					t.Errorf("%s: not one line of %s\n%s", c.Name, f.Dashed(), text)
					continue
				}
				var about string // all that stands in its column until the next flag
				for i, line := range strings.Split(after, "\n") {
					if i > 0 && !strings.HasPrefix(line, strings.Repeat(" ", column)) {
						break
					}
					if i == 0 && line != "" && diag.Width(head)+len(line)-len(strings.TrimLeft(line, " ")) != column {
						t.Errorf("%s: the text of %s is not in its column: %q", c.Name, f.Dashed(), line)
					}
					about += strings.TrimLeft(line, " ")
				}
				if want := f.About.In(lang); strings.ReplaceAll(about, " ", "") != strings.ReplaceAll(want, " ", "") {
					t.Errorf("%s: %s has the text %q, want %q", c.Name, f.Dashed(), about, want)
				}
			}
			for line := range strings.Lines(text) {
				if w := diag.Width(strings.TrimSuffix(line, "\n")); w > diag.TextColumns {
					t.Errorf("%s: a line of %d columns: %q", c.Name, w, line)
				}
			}
		}
	}
}
