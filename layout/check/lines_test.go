package check_test

import (
	"fmt"
	"os"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/check"
	"jianbao/layout/check/gen"
	"jianbao/layout/inline"
)

// measures of the quality table, and those between that share no factor.
var measures = []int{8, 9, 12, 13, 16, 20, 21, 24, 28, 31, 32, 36, 42}

func stacks(t *testing.T) map[string]*fonts.Stack {
	return map[string]*fonts.Stack{"serif": serif(t), "synthetic": synthetic()}
}

// TestSamples: no violation in the sample paragraphs at measures from 8 to 42
// em.
func TestSamples(t *testing.T) {
	for _, file := range []string{"plain.txt", "hard.txt", "technical.txt"} {
		texts := paragraphs(t, "../../testdata/paragraphs/"+file)
		if len(texts) < 10 {
			t.Fatalf("%s has %d paragraphs", file, len(texts))
		}
		for name, stack := range stacks(t) {
			t.Run(file+"/"+name, func(t *testing.T) {
				t.Parallel()
				s, found := newTypesetter(stack), newTally()
				for n, text := range texts {
					text = covered(stack, text)
					p := s.prepare(text)
					for _, m := range emsOf(n) {
						_, vs := s.lines(p, text, m)
						found.add(fmt.Sprintf("paragraph %d at %d em", n+1, m), vs)
					}
					if testing.Short() && n > 40 {
						break
					}
				}
				found.report(t)
			})
		}
	}
}

// thorough asks for all that is worth trying, as .ci/run does.
func thorough() bool { return os.Getenv("JIANBAO_THOROUGH") != "" }

// emsOf returns the measures to try, in em: all from 8 to 42, or two of them,
// which ones depending on n.
func emsOf(n int) (list []int) {
	first, step := 8+n%17, 17
	if thorough() {
		first, step = 8, 1
	}
	for m := first; m <= 42; m += step {
		list = append(list, m)
	}
	return list
}

// TestRandomText: no violation in seeded random text, in every style and level.
func TestRandomText(t *testing.T) {
	for name, stack := range stacks(t) {
		t.Run(name, func(t *testing.T) {
			s, found := newTypesetter(stack), newTally()
			for seed := range uint64(120) {
				text := gen.Text(seed, 20+int(seed%5)*60)
				if seed%3 == 0 {
					text = gen.Prose(seed, 150)
				}
				text = covered(stack, text)
				s.choose(int(seed))
				p := s.prepare(text)
				for i, m := range measures {
					if !thorough() && (int(seed)/32+i)%3 != 0 { // with each choice all of them in four texts
						continue
					}
					_, vs := s.lines(p, text, m)
					found.add(fmt.Sprintf("seed %d at %d em, level %d, style %d", seed, m, s.check.Level, s.check.Style), vs)
				}
			}
			found.report(t)
		})
	}
}

// choose sets one of the combinations of level and style.
func (s *typesetter) choose(n int) {
	levels := []struct {
		settings inline.Level
		check    check.Level
	}{{inline.LevelGB, check.LevelGB}, {inline.LevelBasic, check.LevelBasic}, {inline.LevelStrict, check.LevelStrict}, {inline.LevelNone, check.LevelNone}}
	styles := []struct {
		settings inline.Punctuation
		check    check.Style
	}{{inline.Hangmo, check.Hangmo}, {inline.Quanjiao, check.Quanjiao}, {inline.Kaiming, check.Kaiming}, {inline.Banjiao, check.Banjiao}}
	l, p := levels[n%4], styles[n/4%4]
	s.settings.Level, s.check.Level = l.settings, l.check
	s.settings.Punctuation, s.check.Style = p.settings, p.check
	s.settings.Hyphenate = n/16%2 == 0
}

// TestMarksAtEveryPlace sets every pair of marks, and some of the triples, between
// Han so that it crosses the line's end at every place.
func TestMarksAtEveryPlace(t *testing.T) {
	t.Parallel()
	s, found := newTypesetter(synthetic()), newTally()
	const m = 9
	try := func(marks string, places int) {
		for n := range places {
			text := covered(s.font.Stack, gen.Around(marks, m-5+n, 12))
			p := s.prepare(text)
			_, vs := s.lines(p, text, m)
			found.add(fmt.Sprintf("%s after %d Han", marks, m-5+n), vs)
		}
	}
	for _, marks := range gen.Pairs() {
		try(marks, 6)
	}
	step := 101
	if thorough() {
		step = 11
	}
	triples := gen.Triples()
	for i := 0; i < len(triples); i += step {
		try(triples[i], 6)
	}
	found.report(t)
}

// TestDense repeats TestRandomText with text that consists of difficult cases.
func TestDense(t *testing.T) {
	t.Parallel()
	stack, found := synthetic(), newTally()
	s := newTypesetter(stack)
	n := uint64(5_000)
	switch {
	case thorough():
		n = 60_000
	case testing.Short():
		n = 4_000
	}
	for seed := range n {
		text := settable(covered(stack, gen.Dense(seed)))
		if text == "" {
			continue
		}
		s.choose(int(seed))
		m := 8 + int(seed/32)%35
		if seed%2 == 0 {
			m = 8 + int(seed/32)%4
		}
		_, vs := s.lines(s.prepare(text), text, m)
		found.add(fmt.Sprintf("%q at %d em, choice %d", text, m, seed%32), vs)
	}
	found.report(t)
}

// FuzzBreak: whatever the text and the settings, the lines hold to the rules.
func FuzzBreak(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(gen.Text(seed, 60), uint8(seed*5), uint8(seed))
	}
	f.Add("“”‘’——……", uint8(0), uint8(0))
	f.Add("字\n字", uint8(3), uint8(1))
	stack := synthetic()
	f.Fuzz(func(t *testing.T, text string, measure, choice uint8) {
		text = settable(covered(stack, text))
		if text == "" {
			t.Skip()
		}
		s := newTypesetter(stack)
		s.choose(int(choice))
		m := 8 + int(measure)%35
		_, vs := s.lines(s.prepare(text), text, m)
		for _, v := range vs {
			t.Errorf("%q at %d em: %v", text, m, v)
		}
	})
}
