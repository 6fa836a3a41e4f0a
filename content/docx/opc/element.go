package opc

import (
	"strconv"
	"strings"
)

// startTag reads a start tag, or an empty-element tag.
func (p *parser) startTag() bool {
	at := p.pos
	p.pos++
	name := p.name()
	if p.err != nil || !p.flush(false) {
		return false
	}
	if len(p.open) == 1 && p.tree.nodes[0].first != 0 {
		return p.syntax("a second root element", at)
	}
	if len(p.open) > p.limits.depth {
		return p.fail(TooDeep, strconv.Itoa(p.limits.depth), at)
	}
	n, ok := p.add(node{at: int32(at)})
	if !ok {
		return false
	}
	p.open = append(p.open, element{node: n, name: name})
	empty, ok := p.attributes(n)
	if !ok {
		return false
	}
	id, ok := p.elementName(name, at)
	if !ok {
		return false
	}
	p.tree.nodes[n].name = id
	p.compatibility(n)
	if empty {
		return p.close()
	}
	return true
}

// attributes reads the attributes of a start tag and its end, and reports whether it is
// that of an empty element.
func (p *parser) attributes(n int32) (empty, ok bool) {
	p.names = p.names[:0]
	first := len(p.tree.attrs)
	for {
		at := p.pos
		blank := p.space()
		switch rest := p.src[p.pos:]; {
		case strings.HasPrefix(rest, ">"):
			p.pos++
			return false, p.nameAttributes(n, first, p.names)
		case strings.HasPrefix(rest, "/>"):
			p.pos += 2
			return true, p.nameAttributes(n, first, p.names)
		case !blank:
			return false, p.syntax("no blank before an attribute", at)
		}
		at = p.pos
		name := p.name()
		value, ok := p.value()
		if !ok || p.err != nil {
			return false, false
		}
		if isDeclaration(name) {
			if !p.declare(name, p.between(value)) {
				return false, false
			}
			continue
		}
		if len(p.names) == maxOfElement || len(p.tree.attrs) == maxAttributes {
			return false, p.fail(TooManyNodes, strconv.Itoa(maxOfElement), at)
		}
		p.names = append(p.names, name)
		p.tree.attrs = append(p.tree.attrs, attr{value: value})
	}
}

func isDeclaration(name string) bool {
	return name == "xmlns" || strings.HasPrefix(name, "xmlns:")
}

// value reads "= 'value'".
func (p *parser) value() (piece, bool) {
	p.space()
	if p.pos >= len(p.src) || p.src[p.pos] != '=' {
		return piece{}, p.syntax("an attribute without =", p.pos)
	}
	p.pos++
	p.space()
	if p.pos >= len(p.src) || p.src[p.pos] != '"' && p.src[p.pos] != '\'' {
		return piece{}, p.syntax("an attribute without quotes", p.pos)
	}
	quote := p.src[p.pos]
	p.pos++
	n := strings.IndexByte(p.src[p.pos:], quote)
	if n < 0 {
		return piece{}, p.syntax("an unclosed value", p.pos)
	}
	s := p.src[p.pos : p.pos+n]
	if i := strings.IndexByte(s, '<'); i >= 0 {
		return piece{}, p.syntax("< in a value", p.pos+i)
	}
	v, ok := p.resolve(s, p.pos, true, true)
	p.pos += n + 1
	return v, ok
}

// declare puts a namespace into force for the innermost element.
func (p *parser) declare(name, uri string) bool {
	if name == "xmlns:" {
		return p.syntax("xmlns: without a name", p.pos)
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "xmlns"), ":")
	top := &p.open[len(p.open)-1]
	depth := len(p.open) - 1
	for i := len(p.spaces) - 1; i > 0 && p.spaces[i].depth == depth; i-- {
		if p.spaces[i].name == name {
			return p.syntax("xmlns:"+name+" twice", p.pos)
		}
	}
	if len(p.spaces) == maxDeclarations {
		return p.fail(TooManyNodes, strconv.Itoa(maxDeclarations), p.pos)
	}
	p.spaces = append(p.spaces, declaration{name, prefixOf(uri), depth})
	top.spaces = true
	p.forget()
	return true
}

// prefixFor returns the prefix of this package for one of the file.
func (p *parser) prefixFor(name string) (prefix string, ok bool) {
	for i := len(p.spaces) - 1; i >= 0; i-- {
		if p.spaces[i].name == name {
			return p.spaces[i].prefix, true
		}
	}
	return "", name == ""
}

// elementName returns the index of the name of an element as written.
func (p *parser) elementName(name string, at int) (int32, bool) {
	if id, ok := p.raw[name]; ok {
		return id, true
	}
	before, local, found := strings.Cut(name, ":")
	if !found {
		before, local = "", name
	}
	prefix, ok := p.prefixFor(before)
	if !ok || local == "" || found && before == "" {
		return 0, p.syntax("the undeclared prefix "+before+":", at)
	}
	id, ok := p.intern(prefix + local)
	p.raw[name] = id
	return id, ok
}

func (p *parser) intern(name string) (int32, bool) {
	if id, ok := p.ids[name]; ok {
		return id, true
	}
	if len(p.tree.names) == maxNames {
		return 0, p.fail(TooManyNodes, strconv.Itoa(maxNames), p.pos)
	}
	id := int32(len(p.tree.names))
	p.tree.names = append(p.tree.names, name)
	p.ids[name] = id
	return id, true
}

// nameAttributes gives the attributes of an element their names, after its namespaces
// have been declared.
func (p *parser) nameAttributes(n int32, first int, names []string) bool {
	attrs := p.tree.attrs[first:]
	p.tree.nodes[n].piece = piece{int32(first), int32(len(attrs))}
	for i, name := range names {
		var id int32
		ok := false
		if strings.Contains(name, ":") {
			id, ok = p.elementName(name, p.pos)
		} else {
			id, ok = p.intern(name) // the default namespace is not for attributes
		}
		if !ok {
			return false
		}
		attrs[i].name = id
		for _, a := range attrs[:i] {
			if a.name == id {
				return p.syntax("the attribute "+name+" twice", p.pos)
			}
		}
	}
	return true
}

// compatibility replaces the prefixes in the attributes of markup compatibility by those
// of this package, and notes the namespaces that may be ignored (ECMA-376 part 3).
func (p *parser) compatibility(n int32) {
	list := p.tree.nodes[n].piece
	choice := p.tree.names[p.tree.nodes[n].name] == "mc:Choice"
	for i := range p.tree.attrs[list.start:][:list.length] {
		a := &p.tree.attrs[int(list.start)+i]
		name := p.tree.names[a.name]
		switch {
		case name == "mc:Ignorable", name == "mc:MustUnderstand", name == "Requires" && choice:
		default:
			continue
		}
		var prefixes []string
		for s := range strings.FieldsSeq(p.between(a.value)) {
			prefix, ok := p.prefixFor(s)
			if !ok {
				prefix = "{" + s + "}"
			}
			prefixes = append(prefixes, prefix)
			if name == "mc:Ignorable" {
				if p.tree.ignored == nil {
					p.tree.ignored = map[string]bool{}
				}
				p.tree.ignored[prefix] = true
			}
		}
		a.value = p.store(strings.Join(prefixes, " "))
	}
}
