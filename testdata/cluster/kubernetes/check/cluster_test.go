package cluster

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-logr/logr"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/job"
)

// ending is how a pod's container ended.
type ending struct {
	status    int32
	disrupted bool // the pod was evicted or drained meanwhile
}

// nodes simulates the nodes of a cluster: it runs pods, each in a goroutine, and records
// how they ended. Attempts at an index count from 0.
type nodes struct {
	t      *testing.T
	client *fake.Clientset
	run    func(ctx context.Context, pod *corev1.Pod, index, attempt int) ending

	pods     sync.WaitGroup
	mu       sync.Mutex
	attempts map[int]int
	stop     map[types.UID]context.CancelFunc
}

// runJob runs a Job with the Job controller of Kubernetes and nodes, and returns it when
// it is complete or has failed, with the number of pods for each index.
func runJob(t *testing.T, j *batchv1.Job, run func(ctx context.Context, pod *corev1.Pod, index, attempt int) ending) (*batchv1.Job, map[int]int) {
	t.Helper()
	// A real controller waits for 10 s before the second try, then twice as long.
	job.DefaultJobPodFailureBackOff, job.SyncJobBatchPeriod = 5*time.Millisecond, 10*time.Millisecond
	klog.SetLogger(logr.Discard())
	ctx, cancel := context.WithCancel(t.Context())
	client := fake.NewClientset()
	n := &nodes{t: t, client: client, run: run, attempts: map[int]int{}, stop: map[types.UID]context.CancelFunc{}}
	names := 0
	client.PrependReactor("create", "pods", func(action clienttesting.Action) (bool, runtime.Object, error) {
		pod := action.(clienttesting.CreateAction).GetObject().(*corev1.Pod)
		names++ // the tracker holds a lock around its reactors
		pod.Name = fmt.Sprintf("%s%d", pod.GenerateName, names)
		pod.UID = types.UID(pod.Name)
		pod.CreationTimestamp = metav1.Now()
		return false, nil, nil
	})
	// The fake server does not set resource versions, and the controller takes a pod
	// with an unchanged version for an unchanged pod: versions are set here.
	var version atomic.Int64
	client.PrependWatchReactor("*", func(action clienttesting.Action) (bool, watch.Interface, error) {
		w, err := client.Tracker().Watch(action.GetResource(), action.GetNamespace(), action.(clienttesting.WatchActionImpl).ListOptions)
		if err != nil {
			return true, nil, err
		}
		return true, watch.Filter(w, func(e watch.Event) (watch.Event, bool) {
			e.Object = e.Object.DeepCopyObject()
			if o, err := meta.Accessor(e.Object); err == nil {
				o.SetResourceVersion(strconv.FormatInt(version.Add(1), 10))
			}
			return e, true
		}), nil
	})
	factory := informers.NewSharedInformerFactory(client, 0)
	pods := factory.Core().V1().Pods()
	controller, err := job.NewController(ctx, client, pods, factory.Batch().V1().Jobs(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pods.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(o any) { n.start(ctx, o.(*corev1.Pod)) },
		DeleteFunc: func(o any) { n.end(o) },
	}); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	all.Go(func() { controller.Run(ctx, 2) })
	defer func() { cancel(); all.Wait(); factory.Shutdown(); n.pods.Wait() }()
	jobs := client.BatchV1().Jobs(j.Namespace)
	if _, err := jobs.Create(ctx, j, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		now, err := jobs.Get(ctx, j.Name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if condition(now, batchv1.JobComplete) != nil || condition(now, batchv1.JobFailed) != nil {
			n.mu.Lock()
			defer n.mu.Unlock()
			return now, n.attempts
		}
		if time.Now().After(end) {
			t.Fatalf("the Job did not end: %+v", now.Status)
		}
	}
}

func condition(j *batchv1.Job, kind batchv1.JobConditionType) *batchv1.JobCondition {
	i := slices.IndexFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool {
		return c.Type == kind && c.Status == corev1.ConditionTrue
	})
	if i < 0 {
		return nil
	}
	return &j.Status.Conditions[i]
}

// outcome returns how a Job ended and why, as its status shows.
func outcome(j *batchv1.Job) string {
	if condition(j, batchv1.JobComplete) != nil {
		return "Complete"
	}
	c := condition(j, batchv1.JobFailed)
	return "Failed " + c.Reason + ": " + c.Message
}

func (n *nodes) start(ctx context.Context, pod *corev1.Pod) {
	index := 0
	fmt.Sscan(pod.Annotations[batchv1.JobCompletionIndexAnnotation], &index)
	ctx, cancel := context.WithCancel(ctx)
	n.mu.Lock()
	attempt := n.attempts[index]
	n.attempts[index]++
	n.stop[pod.UID] = cancel
	n.mu.Unlock()
	n.pods.Go(func() {
		pod := pod.DeepCopy()
		pod.Status.Phase = corev1.PodRunning
		n.write(ctx, pod)
		n.finish(ctx, pod, n.run(ctx, pod, index, attempt))
	})
}

// end stops a pod that the controller has deleted.
func (n *nodes) end(o any) {
	if gone, ok := o.(cache.DeletedFinalStateUnknown); ok {
		o = gone.Obj
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.stop[o.(*corev1.Pod).UID]()
}

func (n *nodes) finish(ctx context.Context, pod *corev1.Pod, e ending) {
	pod.Status.Phase = corev1.PodSucceeded
	if e.status != 0 || e.disrupted {
		pod.Status.Phase = corev1.PodFailed
	}
	if e.disrupted {
		pod.Status.Conditions = append(pod.Status.Conditions, corev1.PodCondition{Type: corev1.DisruptionTarget, Status: corev1.ConditionTrue})
	}
	now := metav1.Now()
	pod.Status.ContainerStatuses = []corev1.ContainerStatus{{
		Name:  pod.Spec.Containers[0].Name,
		State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: e.status, FinishedAt: now}},
	}}
	n.write(ctx, pod)
}

// write updates a pod's status, keeping concurrent changes of the controller.
func (n *nodes) write(ctx context.Context, pod *corev1.Pod) {
	if ctx.Err() != nil { // deleted, or the end of the test
		return
	}
	pods := n.client.CoreV1().Pods(pod.Namespace)
	now, err := pods.Get(ctx, pod.Name, metav1.GetOptions{})
	if err == nil {
		now.Status = pod.Status
		_, err = pods.UpdateStatus(ctx, now, metav1.UpdateOptions{})
	}
	if err != nil && ctx.Err() == nil {
		n.t.Errorf("%s: %v", pod.Name, err)
	}
}

// jobOf reads a Job from the folder, as a server would store it.
func jobOf(t *testing.T, name string) *batchv1.Job {
	t.Helper()
	objects, err := Admit([]byte(read(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	return objects[0].(*batchv1.Job)
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}
