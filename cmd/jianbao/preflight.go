package main

// preflight checks the file of each issue as a print shop or an archive would, and
// writes none.
func (a *app) preflight(args []string) int {
	o, ok := a.parse("preflight", args)
	if !ok {
		return statusUsage
	}
	jobs, ok := a.plan("preflight", o)
	if !ok {
		return statusUsage
	}
	return a.runJobs(jobs, o.Choices, taskPreflight)
}
