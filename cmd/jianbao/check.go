package main

// check reports every finding of each issue, prints the outline that is asked for,
// and writes no file.
func (a *app) check(args []string) int {
	o, ok := a.parse("check", args)
	if !ok {
		return statusUsage
	}
	if len(o.Explain) > 0 {
		return a.explain(o)
	}
	var jobs []job
	for _, operand := range o.Operands {
		jobs = append(jobs, job{manifest: manifestOf(operand), outline: o.Outline})
	}
	return a.runJobs(jobs, o.Choices, taskCheck)
}
