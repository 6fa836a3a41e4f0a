package shard

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text, env string
		want      string // a shard or a code
	}{
		{"1/1", "", "1/1"},
		{"7/7", envIndex + "=0", "7/7"},
		{"0/7", "", "shard-range"},
		{"8/7", "", "shard-range"},
		{"-1/7", "", "shard-form"},
		{"1/0", "", "shard-form"},
		{"1/100001", "", "shard-form"},
		{"1/9999999999999999999", "", "shard-form"},
		{"1", "", "shard-form"},
		{"1/2/3", "", "shard-form"},
		{" 1/2", "", "shard-form"},
		{"Auto/2", "", "shard-form"},
		{"auto/3", "", "shard-auto-none"},
		{"auto/3", envIndex + "=0", "1/3"},
		{"auto/3", envIndex + "=2", "3/3"},
		{"auto/3", envIndex + "=3", "shard-range"},
		{"auto/3", envIndex + "=x", "shard-auto-value"},
		{"auto/3", envIndex + "=0 " + envTask + "=1", "shard-auto-both"},
		{"auto/3", envTask + "=14 " + envFirst + "=10 " + envStep + "=2 " + envCount + "=3", "3/3"},
		{"auto/3", envTask + "=10 " + envFirst + "=10", "1/3"},
		{"auto/3", envTask + "=13 " + envFirst + "=10 " + envStep + "=2", "shard-auto-array"},
		{"auto/3", envTask + "=9 " + envFirst + "=10", "shard-auto-array"},
		{"auto/3", envTask + "=9 " + envFirst + "=1 " + envStep + "=0", "shard-auto-array"},
		{"auto/3", envTask + "=9", "shard-auto-value"},
		{"auto/3", envTask + "=16 " + envFirst + "=10 " + envStep + "=2", "shard-range"},
		// A single resubmitted task would take itself for the first one.
		{"auto/3", envTask + "=2 " + envFirst + "=2 " + envCount + "=1", "shard-auto-count"},
	} {
		env := map[string]string{}
		for _, s := range strings.Fields(c.env) {
			k, v, _ := strings.Cut(s, "=")
			env[k] = v
		}
		asked := false
		s, err := Parse(c.text, func(k string) string { asked = true; return env[k] })
		got := s.String()
		var e *Error
		if errors.As(err, &e) {
			got = string(e.Code)
			d := diag.Diagnostic{Code: e.Code, Args: e.Args}
			if m := d.Message(diag.ZH) + d.Hint(diag.EN) + d.Message(diag.EN); strings.Contains(m, "%!") {
				t.Errorf("%s %s: %s", c.text, c.env, m)
			}
		}
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.text, c.env, got, c.want)
		}
		if asked && !strings.HasPrefix(c.text, "auto") {
			t.Errorf("%s: the environment was read", c.text)
		}
	}
}

// TestHas checks that each key belongs to exactly one shard, that shards have
// about the same size, and that the assignment is the same in every version.
func TestHas(t *testing.T) {
	for _, n := range []int{1, 3, 7} {
		sizes := make([]int, n+1)
		for k := range 7000 {
			in := 0
			for i := 1; i <= n; i++ {
				if (Shard{i, n}).Has(fmt.Sprintf("2021/%d/issue.toml", k)) {
					sizes[i]++
					in++
				}
			}
			if in != 1 {
				t.Fatalf("issue %d belongs to %d of %d shards", k, in, n)
			}
		}
		for i := 1; i <= n; i++ {
			if sizes[i] < 7000/n*9/10 || sizes[i] > 7000/n*11/10 {
				t.Errorf("shard %d/%d has %d of 7000", i, n, sizes[i])
			}
		}
	}
	// printf 2021/11/issue.toml | sha256sum: its first 16 digits modulo 7.
	if !(Shard{2, 7}).Has("2021/11/issue.toml") {
		t.Error("the assignment to shards has changed")
	}
	if !(Shard{}).Has("x") {
		t.Error("an undivided batch lacks an issue")
	}
}

func TestPlanHash(t *testing.T) {
	plan := []Planned{{"a", "a.pdf", "x"}, {"b\n", "b.pdf", ""}, {"c", "", ""}}
	hash := func(p []Planned, o batch.Options) string {
		h, err := PlanHash(p, o)
		if err != nil || len(h) != 64 {
			t.Fatal(h, err)
		}
		return h
	}
	seen := []string{
		hash(plan, batch.Options{}),
		hash(plan, batch.Options{Profile: "archive"}),
		hash([]Planned{{"a", "a.pdf", "y"}, plan[1], plan[2]}, batch.Options{}),
		hash(plan[:2], batch.Options{}),
		hash([]Planned{plan[1], plan[0], plan[2]}, batch.Options{}),
		hash([]Planned{{"a", "a.pd", ""}, {"fb\n", "b.pdf", "x"}, {"c", "", ""}}, batch.Options{}),
		hash(nil, batch.Options{}),
	}
	if again := hash(slices.Clone(plan), batch.Options{FontDirs: []string{"fonts"}}); again != seen[0] {
		t.Error("equal plans have different hashes")
	}
	slices.Sort(seen)
	if len(slices.Compact(seen)) != 7 {
		t.Error("plans that differ have the same hash")
	}
}

func TestComplete(t *testing.T) {
	part := func(name string, i, n int, plan string) Part { return Part{name, Shard{i, n}, plan} }
	for _, c := range []struct {
		parts []Part
		want  []string
	}{
		{[]Part{part("a", 2, 2, "p"), part("b", 1, 2, "p")}, nil},
		{[]Part{part("a", 0, 0, "p")}, nil},
		{nil, []string{"merge-nothing []"}},
		{[]Part{part("a", 2, 3, "p")}, []string{"merge-missing [2 [1/3 3/3]]"}},
		{[]Part{part("a", 1, 2, "p"), part("b", 2, 2, "q")}, []string{"merge-plan [a]"}},
		{[]Part{part("a", 1, 2, "p"), part("b", 1, 2, "p"), part("c", 2, 2, "p")}, []string{"merge-twice [1/2 a]"}},
		{[]Part{part("a", 1, 2, "p"), part("b", 2, 3, "p")}, []string{"merge-missing [1 [2/2]]", "merge-count [2/3 a 2]"}},
	} {
		var log diag.List
		ok := Complete(c.parts, &log)
		var got []string
		for _, d := range log.Items() {
			got = append(got, fmt.Sprint(d.Code, " ", d.Args))
			if strings.Contains(d.Message(diag.ZH)+d.Message(diag.EN), "%!") {
				t.Error(d.Message(diag.EN))
			}
		}
		if !slices.Equal(got, c.want) || ok != (c.want == nil) {
			t.Errorf("%v: %v %q, want %q", c.parts, ok, got, c.want)
		}
	}
	var log diag.List
	Complete([]Part{part("a", 1, 1000, "p")}, &log)
	if m := log.Items()[0]; !strings.Contains(m.Message(diag.EN), "999") || strings.Contains(m.Message(diag.EN), "99/1000") {
		t.Error(m.Message(diag.EN))
	}
}
