package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/schema"
	"jianbao/content/diag"
)

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
	if overOther(o.Output) {
		return a.wrongUsage("schema", "schema-over-other", diag.Fix{}, filepath.ToSlash(o.Output))
	}
	if err := writeOutput(o.Output, text, a.stdout); err != nil {
		return a.cannotWrite(o.Output, err)
	}
	return statusDone
}

// overOther reports whether a schema would replace something else: a file that is neither
// a JSON Schema nor empty, such as the manifest that the schema is for.
func overOther(name string) bool {
	const most = 16 << 20 // bytes; no schema of this program is as large
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	if info.Size() > most {
		return true
	}
	text, err := os.ReadFile(name)
	var old struct {
		Schema string `json:"$schema"`
	}
	return err != nil || json.Unmarshal(text, &old) != nil || old.Schema == ""
}
