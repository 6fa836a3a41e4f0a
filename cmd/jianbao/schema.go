package main

import "jianbao/cmd/jianbao/internal/schema"

// schema writes the JSON Schema of manifests or of themes, for editors.
func (a *app) schema(args []string) int {
	o, ok := a.parse("schema", args)
	if !ok {
		return statusUsage
	}
	of := schema.OfManifest
	if len(o.Operands) > 0 {
		of = o.Operands[0]
	}
	text, ok := schema.Of(of, a.lang)
	if !ok {
		panic("no schema of " + of) // a test compares the table of commands with schema.Names
	}
	if o.Output == "" {
		return a.print(text)
	}
	if err := writeOutput(o.Output, text, a.stdout); err != nil {
		return a.cannotWrite(o.Output, err)
	}
	return statusDone
}
