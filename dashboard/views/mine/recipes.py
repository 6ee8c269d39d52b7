"""Five lines in each of three libraries write down a pass, so that it can be compared with core's.

Each begins where a person is: with x, labels, and the parameters or the model there already.
"""

NETWORK = "784-64-relu-10"  # of all of them

PYTORCH = f"""\
nn.functional.cross_entropy(model(x), labels).backward()
arrays = dict(model.named_parameters())
arrays |= {{f"{{name}}.grad": weight.grad for name, weight in model.named_parameters()}}
arrays = {{name: array.detach().numpy() for name, array in arrays.items()}}
np.savez("mine.npz", network="{NETWORK}", x=x, labels=labels, **arrays)
"""

JAX = f"""\
logits = lambda q: jax.nn.relu(x @ q["W1"] + q["b1"]) @ q["W2"] + q["b2"]
loss = lambda q: -jax.nn.log_softmax(logits(q))[jnp.arange(len(x)), labels].mean()
value, gradients = jax.value_and_grad(loss)(parameters)
gradients = {{f"d{{name}}": array for name, array in gradients.items()}}
np.savez("mine.npz", network="{NETWORK}", x=x, labels=labels, loss=value, **parameters, **gradients)
"""

NUMPY = (
    """\
z1 = x @ W1 + b1; a1 = np.maximum(z1, 0); e = np.exp(a1 @ W2 + b2); p = e / e.sum(axis=1, keepdims=True)
dz2 = (p - np.eye(10)[labels]) / len(x); dz1 = (dz2 @ W2.T) * (z1 > 0)
gradients = dict(dz2=dz2, dW2=a1.T @ dz2, db2=dz2.sum(axis=0), dz1=dz1, dW1=x.T @ dz1, db1=dz1.sum(axis=0))
parameters = dict(W1=W1, b1=b1, W2=W2, b2=b2)
"""
    f'np.savez("mine.npz", network="{NETWORK}", x=x, labels=labels, z1=z1, p=p, **parameters, **gradients)\n'
)

RECIPES = {"PyTorch": PYTORCH, "JAX": JAX, "NumPy": NUMPY}
