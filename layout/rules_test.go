package layout_test

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// rule is a numbered heading of RULES.md.
type rule struct {
	built   bool
	code    []string // files that keep it
	checked []string // tests, and files of layout/check, that verify it
}

// readRules returns the sections and rules of RULES.md by their numbers. A rule
// must stand in its section, and numbers ascend by one.
func readRules(t *testing.T) (sections map[string]bool, rules map[string]*rule) {
	t.Helper()
	data, err := os.ReadFile("RULES.md")
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`^(##|###) (\d+)(?:\.(\d+))? (.+)$`)
	sections, rules = map[string]bool{}, map[string]*rule{}
	section, number := 0, 0
	for line := range strings.Lines(string(data)) {
		m := heading.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		switch {
		case m == nil:
		case m[1] == "##":
			section, number = section+1, 0
			if m[2] != strconv.Itoa(section) || m[3] != "" {
				t.Errorf("RULES.md: section %s stands where %d is expected", m[2], section)
			}
			sections[m[2]] = true
		default:
			number++
			name := m[2] + "." + m[3]
			if want := fmt.Sprintf("%d.%d", section, number); name != want {
				t.Errorf("RULES.md: rule %s stands where %s is expected", name, want)
			}
			rules[name] = &rule{built: !strings.HasSuffix(m[4], "(not built)")}
		}
	}
	if len(sections) < 10 || len(rules) < 30 {
		t.Fatalf("RULES.md: %d sections and %d rules: not read as it is meant", len(sections), len(rules))
	}
	return sections, rules
}

// A citation is RULES with one or more numbers: "RULES 2.3", "RULES 1.1–1.4",
// "RULES 4.2, 5.5", "RULES 2 and 3".
var (
	citation = regexp.MustCompile(`RULES (\d+(?:\.\d+)?(?:(?:, | and |–)\d+(?:\.\d+)?)*)`)
	numbers  = regexp.MustCompile(`(–?)(\d+)(?:\.(\d+))?`)
	// named is how layout/check and the tables of tests name what they verify:
	// "line-start 1.1", "1.1 closing marks".
	named = regexp.MustCompile(`"(?:[a-z][a-z -]* (\d+\.\d+)"|(\d\.\d) [a-z])`)
)

// cited returns the numbers that a line of code cites, ranges written out.
func cited(line string) (names []string) {
	for _, m := range citation.FindAllStringSubmatch(line, -1) {
		var section, last int
		for _, n := range numbers.FindAllStringSubmatch(m[1], -1) {
			s, _ := strconv.Atoi(n[2])
			r, _ := strconv.Atoi(n[3])
			if n[1] != "" && s == section {
				for last++; last < r; last++ {
					names = append(names, fmt.Sprintf("%d.%d", s, last))
				}
			}
			section, last = s, r
			names = append(names, strings.TrimPrefix(n[0], "–"))
		}
	}
	return names
}

// TestRulesAreCited checks that every citation names a section or a rule of
// RULES.md, and that every rule that is built is cited by the code that
// implements it and by what verifies it.
func TestRulesAreCited(t *testing.T) {
	sections, rules := readRules(t)
	old := regexp.MustCompile(`\btypography \d`)
	for _, top := range []string{"../cmd", "../content", "../fonts", "../layout"} {
		err := filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && entry.Name() == "testdata" {
				return fs.SkipDir
			}
			if filepath.Ext(name) != ".go" || entry.Name() == "rules_test.go" {
				return nil
			}
			file, err := os.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			verifies := strings.HasSuffix(name, "_test.go") || strings.HasPrefix(filepath.ToSlash(name), "../layout/check/")
			lines := bufio.NewScanner(file)
			for number := 1; lines.Scan(); number++ {
				if old.MatchString(lines.Text()) {
					t.Errorf("%s:%d: rules are cited as RULES N.M", name, number)
				}
				names := cited(lines.Text())
				if verifies && (strings.Contains(name, "/layout/check/") && !strings.Contains(name, "/gen/") || strings.Contains(name, "/layout/inline/")) {
					for _, m := range named.FindAllStringSubmatch(lines.Text(), -1) {
						names = append(names, m[1]+m[2])
					}
				}
				for _, c := range names {
					r := rules[c]
					switch {
					case r == nil && !sections[c]:
						t.Errorf("%s:%d cites RULES %s, which does not exist", name, number, c)
					case r == nil:
					case !r.built:
						t.Errorf("%s:%d cites RULES %s, which is marked not built", name, number, c)
					case c == "9.1": // layout/check keeps it and is what verifies
						r.code, r.checked = append(r.code, name), append(r.checked, name)
					case verifies:
						r.checked = append(r.checked, name)
					default:
						r.code = append(r.code, name)
					}
				}
			}
			return lines.Err()
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, r := range rules {
		if r.built && len(r.code) == 0 {
			t.Errorf("RULES %s is cited by no code that keeps it", name)
		}
		if r.built && len(r.checked) == 0 {
			t.Errorf("RULES %s is cited by no test and not in layout/check", name)
		}
	}
}

func TestCited(t *testing.T) {
	for line, want := range map[string]string{
		"// as RULES 2.3 asks":          "2.3",
		"// RULES 1.1–1.4, 4.2 and 5.5": "1.1 1.2 1.3 1.4 4.2 5.5",
		"// RULES 2 and 3":              "2 3",
		"// see RULES 4.1.":             "4.1",
		"// the rules of 4.1":           "",
	} {
		if got := strings.Join(cited(line), " "); got != want {
			t.Errorf("%q cites %q, want %q", line, got, want)
		}
	}
}
