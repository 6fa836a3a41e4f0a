package cli

import (
	"cmp"
	"slices"
	"strings"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// Wrong is an error in the arguments: a finding without a place.
type Wrong struct {
	Code diag.Code
	Args []any
	Fix  diag.Fix
}

func wrong(code diag.Code, args ...any) *Wrong { return &Wrong{Code: code, Args: args} }

// parsing is the state of Parse.
type parsing struct {
	command *Command // its first form
	result  Arguments
	given   []use // in the order of the arguments
}

// use is a flag that was given.
type use struct {
	flag  *Flag
	shown string // as it was written
}

// Parse parses the arguments of a command, flags and operands in any order. It
// returns the first error in them, or nil.
func Parse(c *Command, args []string) (Arguments, *Wrong) {
	p := parsing{command: c}
	p.result.Command = c
	for len(args) > 0 {
		var bad *Wrong
		if args, bad = p.next(args); bad != nil {
			return p.result, bad
		}
	}
	for _, check := range [...]func(*parsing) *Wrong{(*parsing).form, (*parsing).together, (*parsing).operands} {
		if bad := check(&p); bad != nil {
			return p.result, bad
		}
	}
	p.bind()
	return p.result, nil
}

// next reads the first argument and, if it is a flag, its value, and returns the
// arguments after that.
func (p *parsing) next(args []string) ([]string, *Wrong) {
	arg, rest := args[0], args[1:]
	if arg == "--" {
		p.result.Operands = append(p.result.Operands, rest...)
		return nil, nil
	}
	name, value, hasValue, isFlag := SplitFlag(arg)
	if !isFlag {
		if meant := p.otherDashes(arg); meant != "" {
			bad := wrong("usage-dash", arg)
			bad.Fix.Write = meant
			return nil, bad
		}
		p.result.Operands = append(p.result.Operands, arg)
		return rest, nil
	}
	shown, _, _ := strings.Cut(arg, "=")
	f := p.command.Flag(name)
	if f == nil {
		return nil, p.unknown(name, shown)
	}
	if f.Kind == Switch {
		if hasValue {
			return nil, wrong("usage-flag-switch", shown)
		}
	} else {
		if !hasValue && len(rest) > 0 && !strings.HasPrefix(rest[0], "--") {
			value, rest = rest[0], rest[1:]
		}
		if value == "" {
			return nil, wrong("usage-flag-value", shown)
		}
	}
	return rest, p.take(f, shown, value)
}

// otherDashes returns the flag that an argument is meant to be whose hyphens were made
// other dashes, by a Chinese input method or a word processor; empty if it is none.
func (p *parsing) otherDashes(arg string) string {
	bare := strings.TrimLeft(arg, "-—–－−―")
	name, _, _ := strings.Cut(bare, "=")
	if bare == arg || AnyFlag(name) == nil {
		return ""
	}
	return "--" + bare
}

// unknown returns the error for a flag that the command does not take.
func (p *parsing) unknown(name, shown string) *Wrong {
	if AnyFlag(name) != nil {
		return wrong("usage-flag-here", shown, p.command.Name)
	}
	var names []string
	for f := range p.command.Flags() {
		names = append(names, f.Name)
	}
	bad := wrong("usage-flag", shown)
	if near := diag.Nearest(name, names); near != "" {
		bad.Fix.DidYouMean = dashed(near)
	}
	return bad
}

// take stores a flag's value.
func (p *parsing) take(f *Flag, shown, value string) *Wrong {
	if p.has(f.Name) && !f.Repeat {
		return wrong("usage-flag-twice", shown)
	}
	p.given = append(p.given, use{f, shown})
	if f.Kind == Choice && !slices.Contains(f.Values, value) {
		bad := wrong("usage-flag-choice", shown, value, f.Values)
		if len(value) > 2 { // of two letters any is like any other, cn like en
			bad.Fix.DidYouMean = diag.Nearest(value, f.Values)
		}
		return bad
	}
	if f.to == nil {
		return nil
	}
	return store(f, f.to(&p.result), shown, value)
}

// form sets the form of the command that the flags select, and checks that it takes
// all of them.
func (p *parsing) form() *Wrong {
	for form := range p.command.Forms() {
		if form.Mode != "" && p.has(form.Mode) {
			p.result.Command = form
		}
	}
	for _, u := range p.given {
		if u.flag.Of&p.result.Command.ID == 0 {
			return wrong("usage-flag-here", u.shown, p.command.Name)
		}
	}
	return nil
}

// has reports whether a flag was given.
func (p *parsing) has(name string) bool {
	return slices.ContainsFunc(p.given, func(u use) bool { return u.flag.Name == name })
}

// together checks for flags that contradict each other or lack a required one. Of
// two that contradict each other, the first in the alphabet is named first.
func (p *parsing) together() *Wrong {
	for _, u := range p.given {
		if other := u.flag.Without; other != "" && p.has(other) {
			a, b := min(u.flag.Name, other), max(u.flag.Name, other)
			return wrong(cmp.Or(u.flag.Because, "usage-together"), dashed(a), dashed(b))
		}
	}
	for _, u := range p.given {
		if u.flag.Needs != "" && !p.has(u.flag.Needs) {
			return wrong("usage-needs", u.flag.Dashed(), dashed(u.flag.Needs))
		}
	}
	return nil
}

// operands checks the operands.
func (p *parsing) operands() *Wrong {
	c, given := p.result.Command, p.result.Operands
	for i, o := range c.Operands {
		if o.Kind != Choice {
			continue
		}
		if i >= len(given) {
			if i < c.Min {
				return wrong(c.Missing, "", o.Values)
			}
		} else if !slices.Contains(o.Values, given[i]) {
			bad := wrong(c.Missing, given[i], o.Values)
			bad.Fix.DidYouMean = diag.Nearest(given[i], o.Values)
			return bad
		}
	}
	switch {
	case len(given) < c.Min:
		return wrong(c.Missing)
	case c.Max >= 0 && len(given) > c.Max:
		return wrong("usage-excess", given[c.Max])
	}
	return nil
}

// bind lists the flags that apply to one profile only, in the order of usage.
func (p *parsing) bind() {
	for f := range flagsOf(p.result.Command.ID) {
		if f.Profile != "" && p.has(f.Name) {
			p.result.Choices.Bound = append(p.result.Choices.Bound, edition.Bound{Flag: f.Dashed(), Profile: f.Profile})
		}
	}
}
