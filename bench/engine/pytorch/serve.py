"""The life of a PyTorch runner: what serve.ts is for the others. See protocol.ts."""

import json
import math
import os
import sys
import time


def say(message):
    print(json.dumps(message), flush=True)


def serve(layout):
    """:param layout: 'nchw' or 'channels-last'"""
    folder, threads = sys.argv[1], int(sys.argv[2])
    # Read when the libraries are loaded.
    os.environ['OMP_NUM_THREADS'] = str(threads)
    # Threads that spin while they wait take a core from whoever has the next turn; on a busy machine they take it from each other.
    os.environ.setdefault('OMP_WAIT_POLICY', 'PASSIVE')
    try:
        import torch
    except Exception as error:  # a broken install raises more than ImportError
        say({'absent': f'{sys.executable} can not import torch: {str(error).splitlines()[0]}'})
        return
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    from trials import trials_of

    trials = trials_of(layout)
    version = f'PyTorch {torch.__version__}, {layout}, fused Adam'
    say({'version': version, 'mostThreads': 2, 'workloads': list(trials)})
    prepared = {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            name = request['workload']
            if name not in prepared:
                prepared[name] = trials[name](read_inputs(torch, os.path.join(folder, name)))
            say(take(torch, prepared[name], request))
        except Exception as error:
            say({'error': f'{type(error).__name__}: {error}'})


def take(torch, trial, request):
    answer = {'milliseconds': [], 'losses': []}
    for _ in range(request['repeat']):
        started = time.perf_counter()
        outcome = trial()
        answer['milliseconds'].append((time.perf_counter() - started) * 1000)
        if isinstance(outcome, float):
            answer['losses'].append(outcome)
    if request.get('fingerprints') and not isinstance(outcome, float):
        answer['fingerprints'] = {name: fingerprint(torch, values) for name, values in outcome().items()}
    return answer


def fingerprint(torch, values):
    flat = values.detach().reshape(-1).double()
    projection = (flat * torch.arange(flat.numel(), dtype=torch.double).cos()).sum().item()
    return [math.sqrt((flat**2).sum().item()), projection]


def read_inputs(torch, folder):
    dtypes = {'float32': torch.float32, 'int32': torch.int32}
    with open(os.path.join(folder, 'inputs.json')) as file:
        described = json.load(file)
    tensors = {}
    for name, each in described.items():
        with open(os.path.join(folder, f'{name}.bin'), 'rb') as file:
            numbers = torch.frombuffer(bytearray(file.read()), dtype=dtypes[each['dtype']])
        tensors[name] = numbers.reshape(each['shape'])
    return tensors
