package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/pkg/fieldpath"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// host runs the container of a pod as a kubelet would: with the same command,
// environment, user and mounts, in a root that contains only the program.
type host struct {
	program string
	claims  map[string]string // folders by the names of claims
	log     string            // folder for what containers say
}

// run runs a container to its end. When it has begun, started is called with the
// number of its process, which has the number 1 within.
func (h host) run(ctx context.Context, t *testing.T, pod *corev1.Pod, started func(pid int)) int32 {
	args, err := h.sandbox(pod)
	if err != nil {
		t.Error(err)
		return 128
	}
	said, err := os.Create(filepath.Join(h.log, pod.Name))
	if err != nil {
		t.Error(err)
		return 128
	}
	defer said.Close()
	info, infoWriter, err := os.Pipe()
	if err != nil {
		t.Error(err)
		return 128
	}
	defer info.Close()
	cmd := exec.CommandContext(ctx, "bwrap", append([]string{"--info-fd", "3"}, args...)...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = said, said, []*os.File{infoWriter}
	err = cmd.Start()
	infoWriter.Close()
	if err != nil {
		t.Error(err)
		return 128
	}
	var child struct {
		PID int `json:"child-pid"`
	}
	if err := json.NewDecoder(info).Decode(&child); err != nil {
		t.Errorf("%s: bwrap does not say what it started: %v", pod.Name, err)
	} else {
		started(child.PID)
	}
	if err := cmd.Wait(); cmd.ProcessState == nil {
		t.Error(err)
		return 128
	}
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return 128 + int32(status.Signal())
	}
	return int32(status.ExitStatus())
}

// sandbox returns the arguments of bwrap for the container of a pod.
func (h host) sandbox(pod *corev1.Pod) ([]string, error) {
	c := pod.Spec.Containers[0]
	user := *pod.Spec.SecurityContext.RunAsUser
	group := *pod.Spec.SecurityContext.RunAsGroup
	args := []string{
		"--unshare-all", "--as-pid-1", "--die-with-parent", "--clearenv", "--cap-drop", "ALL",
		"--uid", fmt.Sprint(user), "--gid", fmt.Sprint(group),
		"--ro-bind", h.program, "/jianbao", "--proc", "/proc", "--dev", "/dev",
	}
	for _, m := range c.VolumeMounts {
		for _, v := range pod.Spec.Volumes {
			if v.Name != m.Name {
				continue
			}
			folder, ok := h.claims[v.PersistentVolumeClaim.ClaimName]
			if !ok {
				return nil, fmt.Errorf("there is no claim %q", v.PersistentVolumeClaim.ClaimName)
			}
			bind := "--bind"
			if m.ReadOnly || v.PersistentVolumeClaim.ReadOnly {
				bind = "--ro-bind"
			}
			args = append(args, bind, folder, m.MountPath)
		}
	}
	if *c.SecurityContext.ReadOnlyRootFilesystem {
		args = append(args, "--remount-ro", "/")
	}
	env := map[string]string{"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
	for _, e := range c.Env {
		value := expansion.Expand(e.Value, expansion.MappingFuncFor(env))
		if e.ValueFrom != nil {
			var err error
			if value, err = fieldpath.ExtractFieldPathAsString(pod, e.ValueFrom.FieldRef.FieldPath); err != nil {
				return nil, err
			}
		}
		env[e.Name] = value
		args = append(args, "--setenv", e.Name, value)
	}
	args = append(args, "--")
	for _, arg := range append(append([]string{}, c.Command...), c.Args...) {
		arg = expansion.Expand(arg, expansion.MappingFuncFor(env))
		if strings.Contains(arg, "$(") {
			return nil, fmt.Errorf("%q names a variable that there is not", arg)
		}
		args = append(args, arg)
	}
	return args, nil
}
